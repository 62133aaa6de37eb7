package credits.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

/// Concurrent callers of one account, each with a worker of its own, on DynamoDB Local.
final class LocalContentionFigures {
    private static final List<Integer> CALLERS = List.of(1, 8, 32, 128);
    private static final Duration DURATION = Duration.ofSeconds(3);

    private LocalContentionFigures() {}

    static String measure() throws InterruptedException, ExecutionException {
        var figures = new MarkdownTable("callers", "calls/s", "median, ms", "p99, ms", "undecided");
        try (var table = new BenchmarkTable()) {
            for (int callers : CALLERS) {
                var measured = LocalContentionBenchmark.measure(table, callers, DURATION);
                figures.add(
                        callers,
                        Figures.whole(measured.perSecond()),
                        Figures.millis(measured.median()),
                        Figures.millis(measured.p99()),
                        measured.undecided());
            }
        }
        return figures.toString();
    }
}
