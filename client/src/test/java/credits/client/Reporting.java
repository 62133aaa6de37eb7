package credits.client;

import credits.client.Unsent.Reason;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;

/// The collaborators of a [Usage] in a test: a sink, a clock, a handler that records, and no delays.
final class Reporting {
    static final Organisation ACME = new Organisation("org_acme");
    static final Duration LONG = Duration.ofSeconds(50);
    static final Line LINE = Line.of("translation.document", Quantity.of(1));

    /// A report that was passed to the handler.
    record Lost(Report report, Reason reason, String detail) {}

    final ManualClock clock = new ManualClock();
    final RecordingSink sink = new RecordingSink();
    final ConcurrentLinkedQueue<Lost> lost = new ConcurrentLinkedQueue<>();
    final ConcurrentLinkedQueue<Duration> longestPauses = new ConcurrentLinkedQueue<>();
    final UsageSettings settings = UsageSettings.of("/features/translation")
            .linger(Duration.ofMillis(1))
            .closeWithin(LONG);

    void keep(Report report, Reason reason, String detail) {
        lost.add(new Lost(report, reason, detail));
    }

    Usage usage(UsageSettings with) {
        return usage(sink, this::keep, with);
    }

    Usage usage(Sink to, Unsent unsent, UsageSettings with) {
        return Usage.to(to, unsent, with, clock, noPauses());
    }

    // Report ids differ; every backoff delay is zero, whatever its bound.
    private RandomGenerator noPauses() {
        var ids = new SplittableRandom(7);
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return ids.nextLong();
            }

            @Override
            public long nextLong(long bound) {
                longestPauses.add(Duration.ofNanos(bound));
                return 0;
            }
        };
    }
}
