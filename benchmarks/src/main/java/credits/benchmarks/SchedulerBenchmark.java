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

/// The time that the simulation's scheduler takes to switch from one task to the next, which it does millions
/// of times in a run of the invariants.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class SchedulerBenchmark {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final int STEPS = 100_000;

    /// The number of tasks that take turns.
    @Param({"2", "8"})
    private int tasks;

    /// Runs the tasks and returns the number of turns.
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
