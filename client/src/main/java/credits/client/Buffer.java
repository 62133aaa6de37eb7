package credits.client;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lines becoming reports, one open report per organisation, and the reports that are ready. It waits for nothing,
/// asks no clock and knows no threads: [Usage] holds a lock around it.
final class Buffer {
    private static final int FIRST_CAPACITY = 512;

    /// Lines of one organisation that are not a report yet.
    private static final class Batch {
        final StringBuilder lines = new StringBuilder(FIRST_CAPACITY);
        final Instant opened;
        final int room;
        int count;

        Batch(Instant opened, int room) {
            this.opened = opened;
            this.room = room;
        }

        boolean fits(int moreLines, int moreBytes) {
            return count + moreLines <= Envelope.MOST_LINES && lines.length() + 1 + moreBytes <= room;
        }
    }

    private final Envelope envelope;
    private final Ulids ids;
    private final Duration linger;
    // In the order in which they were opened: the first is due first.
    private final Map<Organisation, Batch> open = new LinkedHashMap<>();
    private final Deque<Parcel> ready = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder(FIRST_CAPACITY);
    private long bytes;
    private long sealed;

    Buffer(Envelope envelope, Ulids ids, Duration linger) {
        this.envelope = envelope;
        this.ids = ids;
        this.linger = linger;
    }

    /// Takes `lines`, all into the same report. False, and nothing taken, if more than `mostBytes` were held then.
    boolean offer(Organisation organisation, List<Line> lines, Instant now, long mostBytes) {
        text.setLength(0);
        for (var line : lines) envelope.append(line, now, text);
        var batch = open.get(organisation);
        int room = batch == null ? envelope.room(organisation) : batch.room;
        if (text.length() > room) throw new IllegalArgumentException("lines recorded together must fit one report");
        if (bytes + text.length() + 1 > mostBytes) return false;
        if (batch == null || !batch.fits(lines.size(), text.length())) {
            if (batch != null) seal(organisation, now);
            batch = new Batch(now, room);
            open.put(organisation, batch);
        }
        add(batch, lines.size());
        if (batch.count == Envelope.MOST_LINES) seal(organisation, now);
        return true;
    }

    private void add(Batch batch, int count) {
        int before = batch.lines.length();
        if (before > 0) batch.lines.append(',');
        batch.lines.append(text);
        batch.count += count;
        bytes += batch.lines.length() - before;
    }

    private void seal(Organisation organisation, Instant now) {
        var batch = open.remove(organisation);
        if (batch == null) return;
        int size = batch.lines.length();
        var report = envelope.report(ids.next(now), organisation, now, batch.count, batch.lines);
        ready.add(new Parcel(report, ++sealed, size, Optional.empty()));
    }

    /// Makes reports of all lines that waited long enough. A clock that was set back makes lines due, not late.
    void sealDue(Instant now) {
        while (!open.isEmpty()) {
            var first = open.entrySet().iterator().next();
            var waited = Duration.between(first.getValue().opened, now);
            if (!waited.isNegative() && waited.compareTo(linger) < 0) return;
            seal(first.getKey(), now);
        }
    }

    /// Makes reports of all lines.
    void sealAll(Instant now) {
        while (!open.isEmpty()) seal(open.keySet().iterator().next(), now);
    }

    /// How long until [#sealDue] has something to do; empty when no line waits.
    Optional<Duration> nextDue(Instant now) {
        if (open.isEmpty()) return Optional.empty();
        var waited = Duration.between(open.values().iterator().next().opened, now);
        return Optional.of(linger.minus(waited));
    }

    /// Takes the oldest reports out, as many as can be sent at once. They still count as held.
    List<Parcel> poll() {
        var round = new ArrayList<Parcel>();
        int size = 0;
        while (round.size() < Sink.MOST_REPORTS && !ready.isEmpty()) {
            size += ready.peek().report().body().length();
            if (size > Sink.MOST_BYTES) break;
            round.add(ready.remove());
        }
        return round;
    }

    /// Takes all reports out.
    List<Parcel> drain() {
        var all = List.copyOf(ready);
        ready.clear();
        return all;
    }

    /// Puts reports back, before all others, in their order.
    void putBack(List<Parcel> parcels) {
        for (int i = parcels.size() - 1; i >= 0; i--) ready.addFirst(parcels.get(i));
    }

    /// These are no longer held.
    void release(List<Parcel> parcels) {
        for (var parcel : parcels) bytes -= parcel.bytes();
    }

    /// Is no line waiting, and no report?
    boolean isEmpty() {
        return open.isEmpty() && ready.isEmpty();
    }

    boolean hasReady() {
        return !ready.isEmpty();
    }

    /// Does a report that was made as number `number` or before wait?
    boolean hasReadyUpTo(long number) {
        return ready.stream().anyMatch(parcel -> parcel.number() <= number);
    }

    /// How many reports were made so far.
    long sealed() {
        return sealed;
    }

    /// Bytes held: lines, reports that are ready, and those taken out but not released.
    long bytes() {
        return bytes;
    }
}
