package credits.client.usage;

import credits.client.Organisation;
import credits.client.internal.Backoff;
import credits.client.internal.UlidGenerator;
import credits.client.usage.ReportSink.Outcome;
import credits.client.usage.UnsentReportHandler.Reason;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/// Reports usage. Create one per process, share it between threads, and close it on shutdown.
///
/// Recorded lines are batched into reports, one organisation each, and sent by one background thread. Every recorded
/// line is either sent, passed to the [UnsentReportHandler], or still pending: none is dropped. Pending lines are in
/// memory only, so a process that is killed loses them; that is why a line waits for one second at most. Where
/// processes are frozen between requests, as on AWS Lambda, call [#flush] at the end of each request.
///
/// ```java
/// var sink = SqsReportSink.forQueue(queueUrl);
/// var reporter = UsageReporter.start(sink, this::keep, UsageReporterSettings.forSource("/features/translation"));
/// reporter.record(new Organisation("org_acme"), ReportLine.of("translation.document", UsageQuantity.of(1250)));
/// ```
public final class UsageReporter implements AutoCloseable {
    /// The maximum age of a line. The service accepts 35 days; the rest is reserved for delivery.
    public static final Duration MAX_AGE = Duration.ofDays(34);

    /// The maximum time that a line may be ahead of the local clock. The service accepts five minutes.
    public static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(4);

    private static final System.Logger LOG = System.getLogger(UsageReporter.class.getName());

    private final PendingReports pendingReports;
    private final ReportSink sink;
    private final UnsentReportHandler unsentHandler;
    private final UsageReporterSettings settings;
    private final InstantSource clock;
    private final Backoff backoff;
    private final Thread senderThread;

    private UsageReporter(
            ReportSink sink,
            UnsentReportHandler unsentHandler,
            UsageReporterSettings settings,
            InstantSource clock,
            RandomGenerator random) {
        var buffer =
                new ReportBuffer(new ReportWriter(settings.source()), new UlidGenerator(random), settings.linger());
        this.pendingReports = new PendingReports(buffer, settings, clock);
        this.sink = sink;
        this.unsentHandler = unsentHandler;
        this.settings = settings;
        this.clock = clock;
        this.backoff = new Backoff(random, Duration.ofMillis(100), Duration.ofSeconds(20));
        this.senderThread = new Thread(this::run, "credits-usage");
        senderThread.setDaemon(true);
    }

    /// Starts a reporter that uses the system clock.
    public static UsageReporter start(
            ReportSink sink, UnsentReportHandler unsentHandler, UsageReporterSettings settings) {
        return start(sink, unsentHandler, settings, Clock.systemUTC(), new SecureRandom());
    }

    /// Starts a reporter with its own clock and source of randomness.
    ///
    /// @param random generates report ids, so it must not repeat, and jitters retries; must be thread-safe
    public static UsageReporter start(
            ReportSink sink,
            UnsentReportHandler unsentHandler,
            UsageReporterSettings settings,
            InstantSource clock,
            RandomGenerator random) {
        var reporter = new UsageReporter(sink, unsentHandler, settings, clock, random);
        reporter.senderThread.start();
        return reporter;
    }

    /// Records one line; see [#record(Organisation, List)].
    public void record(Organisation organisation, ReportLine line) {
        record(organisation, Collections.singletonList(line));
    }

    /// Records lines that belong in the same report, in this order. Either all of them are recorded or, if this method
    /// throws, none. Lines that name the same authorization must be recorded together, because a report closes the
    /// authorizations that it names.
    ///
    /// Returns at once unless the buffer is full; then it waits for up to [UsageReporterSettings#recordTimeout].
    ///
    /// @param lines 1 to 1,000 lines that fit one report; their times must be at most 34 days in the past and
    ///     four minutes in the future
    /// @throws BufferFullException if the buffer is still full after the timeout
    /// @throws IllegalArgumentException if a line could never be booked and would invalidate its report
    /// @throws IllegalStateException if the reporter is closed
    public void record(Organisation organisation, List<ReportLine> lines) {
        if (lines.isEmpty() || lines.size() > ReportWriter.MAX_LINES) {
            throw new IllegalArgumentException("lines must contain 1 to 1,000 lines, not " + lines.size());
        }
        var now = clock.instant();
        for (var line : lines) {
            if (line.at().isPresent()) requireRecordable(line.at().get(), now);
        }
        pendingReports.add(organisation, lines, now);
    }

    private static void requireRecordable(Instant at, Instant now) {
        if (at.isAfter(now.plus(MAX_CLOCK_SKEW)))
            throw new IllegalArgumentException("at must be at most four minutes in the future: " + at);
        if (at.isBefore(now.minus(MAX_AGE)))
            throw new IllegalArgumentException("at must be at most 34 days in the past: " + at);
    }

    /// Sends everything recorded so far and waits until it is sent or passed to the [UnsentReportHandler].
    ///
    /// @return false if that takes longer than `timeout` or the thread is interrupted, which it then stays; sending
    ///     continues in the background
    public boolean flush(Duration timeout) {
        try {
            return pendingReports.flush(timeout);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Rejects new lines, sends pending reports for up to [UsageReporterSettings#closeTimeout], and passes the rest to
    /// the [UnsentReportHandler]. Does not wait if the current thread is interrupted. Closing again has no effect.
    @Override
    public void close() {
        var remaining = Thread.currentThread() == senderThread
                ? pendingReports.closeImmediately()
                : pendingReports.close(senderThread::interrupt);
        passToHandler(remaining, Reason.CLOSED, "the reporter was closed before the report was delivered");
    }

    private void run() {
        var detail = "";
        try {
            for (var batch = awaitBatch(); !batch.isEmpty(); batch = awaitBatch()) send(batch);
        } catch (Throwable failure) {
            detail = failure.toString();
            throw failure;
        } finally {
            try {
                passToHandler(
                        pendingReports.endSending(), Reason.SENDER_FAILED, "the background thread failed: " + detail);
            } finally {
                pendingReports.markSenderStopped();
            }
        }
    }

    private List<PendingReport> awaitBatch() {
        while (true) {
            try {
                return pendingReports.awaitBatch();
            } catch (InterruptedException ignored) {
                // Only the closing thread may stop this one, and it does so through PendingReports.
            }
        }
    }

    private void send(List<PendingReport> batch) {
        var result = SendResult.from(batch, deliver(batch), clock.instant(), settings.deliveryTimeout());
        if (!pendingReports.complete(result.accepted(), result.retry(), result.unsentReports())) return;
        result.unsent().forEach(this::passToHandler);
        pendingReports.markHandled();
        if (result.retry().isEmpty() || !result.accepted().isEmpty()) backoff.reset();
        if (result.retry().isEmpty()) return;
        try {
            pendingReports.awaitRetry(backoff.nextDelay());
        } catch (InterruptedException ignored) {
            // An interrupt alone does not stop this thread: see `awaitBatch()`.
        }
    }

    private List<Outcome> deliver(List<PendingReport> batch) {
        try {
            var outcomes = sink.send(batch.stream().map(PendingReport::report).toList());
            if (outcomes.size() == batch.size()) return outcomes;
            return Collections.nCopies(
                    batch.size(), Outcome.retry("the sink answered " + outcomes.size() + " outcomes"));
        } catch (RuntimeException failure) {
            return Collections.nCopies(batch.size(), Outcome.retry(failure.toString()));
        }
    }

    private void passToHandler(List<PendingReport> reports, Reason reason, String detail) {
        for (var report : reports) passToHandler(new SendResult.UnsentReport(report, reason, detail));
    }

    // The handler may throw anything, even an Error, and the next report is still handled. The thread's interrupt flag
    // is cleared meanwhile, or a handler that blocks would fail.
    private void passToHandler(SendResult.UnsentReport unsentReport) {
        boolean interrupted = Thread.interrupted();
        try {
            unsentHandler.handle(unsentReport.pendingReport().report(), unsentReport.reason(), unsentReport.detail());
        } catch (Throwable failure) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "The handler failed for an unsent report, which is lost: "
                            + unsentReport.pendingReport().report(),
                    failure);
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
