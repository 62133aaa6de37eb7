package credits.benchmarks;

import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/// Prints the cost of the workloads, then measures their speed.
final class Main {
    private static final List<Workload> WORKLOADS =
            List.of(new Workload(100, false), new Workload(100, true), new Workload(1, false));

    private static final List<Integer> CALLERS = List.of(1, 8, 32);

    private Main() {}

    static void main() throws Exception {
        for (var workload : WORKLOADS) {
            var cost = Cost.of(workload);
            IO.println("%3d lines per report x %d reports per commit, %-16s %.4f write units, %.4f requests per event"
                    .formatted(
                            workload.linesPerReport(),
                            Workload.REPORTS_PER_COMMIT,
                            workload.named() ? "with references:" : "without:",
                            cost.writeUnits(),
                            cost.requests()));
        }
        IO.println("%d holds and captures, warm: %s".formatted(Cost.HOLDS, Cost.ofHolds()));
        for (int callers : CALLERS) IO.println(Contention.of(callers));
        IO.println(Fulfilling.measured());
        var _ = new Runner(new OptionsBuilder()
                        .include(RulesAndPacking.class.getName())
                        .include(Recording.class.getName())
                        .include(Printing.class.getName())
                        .include(SchedulerBenchmark.class.getName())
                        .build())
                .run();
    }
}
