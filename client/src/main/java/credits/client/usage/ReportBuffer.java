package credits.client.usage;

import credits.client.Organisation;
import credits.client.internal.UlidGenerator;
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
/// block, reads no clock and is not thread-safe: [PendingReports] locks around it.
final class ReportBuffer {
    private static final int INITIAL_CAPACITY = 512;

    /// The lines of one organisation that are not sealed into a report yet.
    private static final class OpenReport {
        final StringBuilder lines = new StringBuilder(INITIAL_CAPACITY);
        final Instant openedAt;
        final int maxBytes;
        int lineCount;

        OpenReport(Instant opened, int room) {
            this.openedAt = opened;
            this.maxBytes = room;
        }

        boolean fits(int moreLines, int moreBytes) {
            return lineCount + moreLines <= ReportWriter.MAX_LINES && lines.length() + 1 + moreBytes <= maxBytes;
        }
    }

    private final ReportWriter writer;
    private final UlidGenerator ids;
    private final Duration linger;
    // In the order in which they were opened: the first is due first.
    private final Map<Organisation, OpenReport> openReports = new LinkedHashMap<>();
    private final Deque<PendingReport> sealedReports = new ArrayDeque<>();
    private final StringBuilder linesJson = new StringBuilder(INITIAL_CAPACITY);
    private long bufferedBytes;
    private long sealedCount;

    ReportBuffer(ReportWriter writer, UlidGenerator ids, Duration linger) {
        this.writer = writer;
        this.ids = ids;
        this.linger = linger;
    }

    /// Adds lines, all of them to the same report. Returns false, and adds nothing, if the buffer would
    /// then exceed `maxBytes`.
    boolean tryAdd(Organisation organisation, List<ReportLine> lines, Instant now, long maxBytes) {
        linesJson.setLength(0);
        for (var line : lines) writer.append(line, now, linesJson);
        var openReport = openReports.get(organisation);
        int maxLinesBytes = openReport == null ? writer.maxLinesBytes(organisation) : openReport.maxBytes;
        if (linesJson.length() > maxLinesBytes)
            throw new IllegalArgumentException("lines that are recorded together must fit one report (256 KB)");
        if (bufferedBytes + linesJson.length() + 1 > maxBytes) return false;
        if (openReport == null || !openReport.fits(lines.size(), linesJson.length())) {
            if (openReport != null) seal(organisation, now);
            openReport = new OpenReport(now, maxLinesBytes);
            openReports.put(organisation, openReport);
        }
        add(openReport, lines.size());
        if (openReport.lineCount == ReportWriter.MAX_LINES) seal(organisation, now);
        return true;
    }

    private void add(OpenReport openReport, int lineCount) {
        int before = openReport.lines.length();
        if (before > 0) openReport.lines.append(',');
        openReport.lines.append(linesJson);
        openReport.lineCount += lineCount;
        bufferedBytes += openReport.lines.length() - before;
    }

    private void seal(Organisation organisation, Instant now) {
        var openReport = openReports.remove(organisation);
        if (openReport == null) return;
        int size = openReport.lines.length();
        var report = writer.finish(ids.next(now), organisation, now, openReport.lineCount, openReport.lines);
        sealedReports.add(new PendingReport(report, ++sealedCount, size, Optional.empty()));
    }

    /// Seals the reports whose lines have waited for the linger. If the clock was set back, they are due at once.
    void sealDue(Instant now) {
        while (!openReports.isEmpty()) {
            var first = openReports.entrySet().iterator().next();
            var waited = Duration.between(first.getValue().openedAt, now);
            if (!waited.isNegative() && waited.compareTo(linger) < 0) return;
            seal(first.getKey(), now);
        }
    }

    /// Seals all open reports.
    void sealAll(Instant now) {
        while (!openReports.isEmpty()) seal(openReports.keySet().iterator().next(), now);
    }

    /// The time until [#sealDue] has something to seal; empty if no report is open.
    Optional<Duration> timeUntilDue(Instant now) {
        if (openReports.isEmpty()) return Optional.empty();
        var waited = Duration.between(openReports.values().iterator().next().openedAt, now);
        return Optional.of(linger.minus(waited));
    }

    /// Takes out the oldest sealed reports, as many as fit one batch. Their bytes still count until [#release].
    List<PendingReport> takeBatch() {
        var batch = new ArrayList<PendingReport>();
        int size = 0;
        while (batch.size() < ReportSink.MAX_BATCH_REPORTS && !sealedReports.isEmpty()) {
            size += sealedReports.peek().report().body().length();
            if (size > ReportSink.MAX_BATCH_BYTES) break;
            batch.add(sealedReports.remove());
        }
        return batch;
    }

    /// Takes out all sealed reports.
    List<PendingReport> drain() {
        var all = List.copyOf(sealedReports);
        sealedReports.clear();
        return all;
    }

    /// Puts reports back in front of all others, in their order.
    void requeue(List<PendingReport> reports) {
        for (int i = reports.size() - 1; i >= 0; i--) sealedReports.addFirst(reports.get(i));
    }

    /// Stops counting the bytes of these reports.
    void release(List<PendingReport> reports) {
        for (var report : reports) bufferedBytes -= report.bufferedBytes();
    }

    /// Whether there is neither an open nor a sealed report.
    boolean isEmpty() {
        return openReports.isEmpty() && sealedReports.isEmpty();
    }

    boolean hasSealedReports() {
        return !sealedReports.isEmpty();
    }

    /// Whether a report with this position or an earlier one waits to be sent.
    boolean hasSealedReportsUpTo(long sequence) {
        return sealedReports.stream().anyMatch(report -> report.sequence() <= sequence);
    }

    /// The number of reports sealed so far.
    long sealedCount() {
        return sealedCount;
    }

    /// The bytes of open and sealed reports, and of those in flight that were not released yet.
    long bufferedBytes() {
        return bufferedBytes;
    }
}
