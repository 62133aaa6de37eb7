package credits.benchmarks;

import credits.simulation.ChoiceSource;
import credits.simulation.DeterministicScheduler;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// How long the scheduler of the simulation takes to hand over from one task to the next: it does so millions of times
/// in a run of the laws.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class SchedulerBenchmark {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int STEPS = 100_000;

    /// How many tasks take turns.
    @Param({"2", "8"})
    private int tasks;

    /// Runs them, and gives how often they were handed the baton.
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public long handOver() {
        var scheduler = new DeterministicScheduler(ChoiceSource.seeded(1), START, 2L * STEPS);
        for (int task = 0; task < tasks; task++) {
            scheduler.addTask("task " + task, () -> {
                for (int pause = 0; pause < STEPS / tasks; pause++) scheduler.pause();
            });
        }
        scheduler.run();
        return scheduler.steps();
    }
}
