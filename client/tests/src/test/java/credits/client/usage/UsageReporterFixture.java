package credits.client.usage;

import credits.client.Organisation;
import credits.client.UsageQuantity;
import credits.client.usage.UnsentReportHandler.Reason;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;

/// The collaborators of a [UsageReporter] in a test: a sink, a clock, a handler that records, and no delays.
final class UsageReporterFixture {
    static final Organisation ACME = new Organisation("org_acme");
    static final Duration LONG_TIMEOUT = Duration.ofSeconds(50);
    static final ReportLine LINE = ReportLine.of("translation.document", UsageQuantity.of(1));

    /// A report that was passed to the handler.
    record HandledReport(ReportMessage report, Reason reason, String detail) {}

    final ManualClock clock = new ManualClock();
    final RecordingReportSink sink = new RecordingReportSink();
    final ConcurrentLinkedQueue<HandledReport> handledReports = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<Duration> backoffBounds = new ConcurrentLinkedQueue<>();
    final UsageReporterSettings settings = UsageReporterSettings.forSource("/features/translation")
            .linger(Duration.ofMillis(1))
            .closeTimeout(LONG_TIMEOUT);

    void handle(ReportMessage report, Reason reason, String detail) {
        handledReports.add(new HandledReport(report, reason, detail));
    }

    UsageReporter reporter(UsageReporterSettings settings) {
        return reporter(sink, this::handle, settings);
    }

    UsageReporter reporter(ReportSink sink, UnsentReportHandler unsentHandler, UsageReporterSettings settings) {
        return UsageReporter.start(sink, unsentHandler, settings, clock, withoutDelays());
    }

    // Report ids differ; every backoff delay is zero, whatever its bound.
    private RandomGenerator withoutDelays() {
        var ids = new SplittableRandom(7);
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return ids.nextLong();
            }

            @Override
            public long nextLong(long bound) {
                backoffBounds.add(Duration.ofNanos(bound));
                return 0;
            }
        };
    }
}
