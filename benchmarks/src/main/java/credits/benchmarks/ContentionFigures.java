package credits.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

/// Concurrent callers of one account, each with a worker of its own, in virtual time.
final class ContentionFigures {
    private static final List<Integer> CALLERS = List.of(1, 8, 32, 128);
    private static final Duration DURATION = Duration.ofSeconds(4);

    private ContentionFigures() {}

    static String measure(PerformanceDocument document) throws IOException, InterruptedException, ExecutionException {
        var table = new MarkdownTable(
                "callers",
                "calls/s",
                "p99, ms",
                "undecided",
                "puts a call",
                "write units a call",
                "read units a call",
                "write units/s on the busiest key");
        var chart = new BarChart("Calls a second that one account decides");
        for (int callers : CALLERS) {
            var measured = ContentionBenchmark.measure(callers, DURATION);
            table.add(
                    callers,
                    Figures.whole(measured.completedPerSecond()),
                    Figures.millis(measured.p99()),
                    Figures.significant(100 * measured.failedShare()) + " %",
                    Figures.significant(measured.putsPerCall()),
                    Figures.significant(measured.writeUnitsPerCall()),
                    Figures.significant(measured.readUnitsPerCall()),
                    measured.maxWriteUnitsPerKey());
            chart.add(callers + (callers == 1 ? " caller" : " callers"), measured.completedPerSecond(), true);
        }
        return table + "\n\n" + document.chart("contention", "Calls a second by number of callers", chart);
    }
}
