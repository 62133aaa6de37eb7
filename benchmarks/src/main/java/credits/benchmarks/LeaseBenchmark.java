package credits.benchmarks;

import credits.client.Organisation;
import credits.client.UsageQuantity;
import credits.client.authorization.Lease;
import credits.client.authorization.LeaseRequest;
import credits.client.testing.FakeCreditsService;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/// The time of a decision in the process, by one thread and by eight that use the same lease. At most two
/// microseconds are promised.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LeaseBenchmark {
    private static final Organisation ORGANISATION = new Organisation("org_acme");
    private static final UsageQuantity ONE_MICRO = UsageQuantity.of("0.000001");
    private static final LeaseRequest REQUEST =
            LeaseRequest.of("search.query", UsageQuantity.of(900_000_000L)).period(Duration.ofHours(1));

    private final FakeCreditsService service = new FakeCreditsService("1000000000").withPrice("search.query", "0.001");
    private final Lease lease = service.client().lease(ORGANISATION, REQUEST, service.reporter());

    /// Decides in one thread.
    @Benchmark
    public boolean decide() {
        return lease.tryUse(ONE_MICRO);
    }

    /// Decides in eight threads.
    @Benchmark
    @Threads(8)
    public boolean decideInEightThreads() {
        return lease.tryUse(ONE_MICRO);
    }

    /// Settles the lease.
    @TearDown
    public void stop() {
        lease.close();
        service.close();
    }
}
