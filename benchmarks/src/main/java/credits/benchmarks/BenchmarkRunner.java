package credits.benchmarks;

import java.time.Duration;
import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Prints the cost of the workloads, then measures their speed.
final class BenchmarkRunner {
    private static final List<BenchmarkWorkload> WORKLOADS = List.of(
            new BenchmarkWorkload(100, false), new BenchmarkWorkload(100, true), new BenchmarkWorkload(1, false));

    private static final List<Integer> CALLERS = List.of(1, 8, 32);
    private static final Duration CONTENTION_TIME = Duration.ofSeconds(10);

    private BenchmarkRunner() {}

    static void main() throws Exception {
        for (var workload : WORKLOADS) {
            var costBenchmark = CostBenchmark.measure(workload);
            IO.println("%3d lines per report x %d reports per commit, %-16s %.4f write units, %.4f requests per event"
                    .formatted(
                            workload.linesPerReport(),
                            BenchmarkWorkload.REPORTS_PER_COMMIT,
                            workload.hasReferences() ? "with references:" : "without:",
                            costBenchmark.writeUnits(),
                            costBenchmark.requests()));
        }
        IO.println("%d holds and captures, warm: %s".formatted(CostBenchmark.HOLD_COUNT, CostBenchmark.measureHolds()));
        for (int callers : CALLERS) IO.println(ContentionBenchmark.measure(callers, CONTENTION_TIME));
        IO.println(FulfilmentBenchmark.measure());
        var _ = new Runner(new OptionsBuilder()
                        .include(BookingBenchmark.class.getName())
                        .include(LeaseBenchmark.class.getName())
                        .include(UsageReporterBenchmark.class.getName())
                        .include(InvoiceRenderingBenchmark.class.getName())
                        .include(SchedulerBenchmark.class.getName())
                        .build())
                .run();
    }
}
