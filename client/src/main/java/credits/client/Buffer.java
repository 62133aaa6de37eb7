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

/// Collects lines into one open report per organisation, and keeps sealed reports until they are sent. It does not
/// block, reads no clock and is not thread-safe: [Stock] locks around it.
final class Buffer {
    private static final int FIRST_CAPACITY = 512;

    /// The lines of one organisation that are not sealed into a report yet.
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

    /// Adds lines, all of them to the same report. Returns false, and adds nothing, if the buffer would
    /// then exceed `mostBytes`.
    boolean offer(Organisation organisation, List<Line> lines, Instant now, long mostBytes) {
        text.setLength(0);
        for (var line : lines) envelope.append(line, now, text);
        var batch = open.get(organisation);
        int room = batch == null ? envelope.room(organisation) : batch.room;
        if (text.length() > room)
            throw new IllegalArgumentException("lines that are recorded together must fit one report (256 KB)");
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

    /// Seals the reports whose lines have waited for the linger. If the clock was set back, they are due at once.
    void sealDue(Instant now) {
        while (!open.isEmpty()) {
            var first = open.entrySet().iterator().next();
            var waited = Duration.between(first.getValue().opened, now);
            if (!waited.isNegative() && waited.compareTo(linger) < 0) return;
            seal(first.getKey(), now);
        }
    }

    /// Seals all open reports.
    void sealAll(Instant now) {
        while (!open.isEmpty()) seal(open.keySet().iterator().next(), now);
    }

    /// The time until [#sealDue] has something to seal; empty if no report is open.
    Optional<Duration> nextDue(Instant now) {
        if (open.isEmpty()) return Optional.empty();
        var waited = Duration.between(open.values().iterator().next().opened, now);
        return Optional.of(linger.minus(waited));
    }

    /// Takes out the oldest sealed reports, as many as fit one batch. Their bytes still count until [#release].
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

    /// Takes out all sealed reports.
    List<Parcel> drain() {
        var all = List.copyOf(ready);
        ready.clear();
        return all;
    }

    /// Puts reports back in front of all others, in their order.
    void putBack(List<Parcel> parcels) {
        for (int i = parcels.size() - 1; i >= 0; i--) ready.addFirst(parcels.get(i));
    }

    /// Stops counting the bytes of these reports.
    void release(List<Parcel> parcels) {
        for (var parcel : parcels) bytes -= parcel.bytes();
    }

    /// Whether there is neither an open nor a sealed report.
    boolean isEmpty() {
        return open.isEmpty() && ready.isEmpty();
    }

    boolean hasReady() {
        return !ready.isEmpty();
    }

    /// Whether a report with this position or an earlier one waits to be sent.
    boolean hasReadyUpTo(long number) {
        return ready.stream().anyMatch(parcel -> parcel.number() <= number);
    }

    /// The number of reports sealed so far.
    long sealed() {
        return sealed;
    }

    /// The bytes of open and sealed reports, and of those in flight that were not released yet.
    long bytes() {
        return bytes;
    }
}
