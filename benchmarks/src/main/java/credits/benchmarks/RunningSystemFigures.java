package credits.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/// The whole system as `./run` starts it, under concurrent callers, and its way from a use to an e-mail.
final class RunningSystemFigures {
    private static final Duration DURATION = Duration.ofSeconds(3);
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final int ALERTS = 20;
    private static final int[][] CALLERS_AND_ACCOUNTS = {{1, 1}, {8, 1}, {32, 1}, {128, 1}, {8, 8}, {32, 32}};

    private RunningSystemFigures() {}

    static String measure(Path root) throws IOException, InterruptedException, ExecutionException {
        try (var system = LocalSystemProcess.start(root)) {
            var nanos = LocalStackBenchmark.nanosFromSpendToEmail(system, ALERTS);
            // Or each row would be faster than the one before, whatever it measures.
            var _ = LocalStackBenchmark.measure(system, 32, 8, WARM_UP);
            var table = new MarkdownTable("callers", "accounts", "calls/s", "median, ms", "p99, ms", "not decided");
            for (var row : CALLERS_AND_ACCOUNTS) {
                var measured = LocalStackBenchmark.measure(system, row[0], row[1], DURATION);
                table.add(
                        row[0],
                        row[1],
                        Figures.whole(measured.perSecond()),
                        Figures.millis(measured.median()),
                        Figures.millis(measured.p99()),
                        measured.failed());
            }
            return table
                    + "\n\nFrom sending usage to the queue until the alert's e-mail is sent, %d times: median %s ms, longest %s ms."
                            .formatted(
                                    ALERTS,
                                    Figures.millis(Figures.percentile(nanos, 0.5)),
                                    Figures.millis(Figures.percentile(nanos, 1)));
        }
    }
}
