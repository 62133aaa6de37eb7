package credits.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/// The events per second that our handlers book, and what others book on the same machine.
final class ThroughputFigures {
    private static final int REPORTS = 2_000;
    private static final int FEW_REPORTS = 40;
    private static final int SOME_REPORTS = 400;
    private static final int ORGANISATIONS = 8;
    private static final int BATCH = 100;
    private static final Duration DURATION = Duration.ofSeconds(4);

    private final MarkdownTable table = new MarkdownTable("what books", "organisations", "events/s");
    private final BarChart chart = new BarChart("Events a second, 8 organisations");

    private final List<String> notes = new ArrayList<>();

    private ThroughputFigures() {}

    static String measure(PerformanceDocument document, PostgresBenchmark postgres, KillBillBenchmark killBill)
            throws IOException, InterruptedException, ExecutionException, SQLException {
        var figures = new ThroughputFigures();
        figures.measureOnDynamoDb();
        figures.measurePostgres(postgres);
        figures.measureKillBill(killBill);
        return figures.table + "\n\n" + String.join("\n", figures.notes) + "\n\n"
                + document.chart("throughput", "Events a second by design", figures.chart);
    }

    private void measureOnDynamoDb() throws InterruptedException, ExecutionException {
        try (var table = new BenchmarkTable()) {
            var designs = new HandlerBenchmark(table);
            var _ = designs.throughHandlers(UsageTraffic.of("warm", ORGANISATIONS, SOME_REPORTS));
            for (int organisations : new int[] {1, ORGANISATIONS, 1_000}) {
                var traffic = UsageTraffic.of("ours" + organisations + "-", organisations, REPORTS);
                add("our handlers on DynamoDB Local", organisations, designs.throughHandlers(traffic), true);
            }
            var traffic = UsageTraffic.of("textbook", ORGANISATIONS, ORGANISATIONS);
            add("textbook on DynamoDB Local", ORGANISATIONS, designs.asInTheTextbook(traffic), false);
        }
    }

    private void measurePostgres(PostgresBenchmark postgres)
            throws IOException, InterruptedException, ExecutionException, SQLException {
        if (postgres.url().isEmpty()) {
            notes.add("PostgreSQL is not measured: " + System.getProperty("credits.postgres-missing") + ".");
            return;
        }
        notes.add("PostgreSQL " + postgres.version() + ".");
        var warmUp = UsageTraffic.of("pg", ORGANISATIONS, FEW_REPORTS);
        var _ = postgres.measure(warmUp, BATCH);
        for (int organisations : new int[] {1, ORGANISATIONS}) {
            var few = UsageTraffic.of("pg", organisations, FEW_REPORTS);
            add("PostgreSQL, one event a transaction", organisations, postgres.measure(few, 1), false);
            var many = UsageTraffic.of("pg", organisations, SOME_REPORTS);
            add("PostgreSQL, 100 events a transaction", organisations, postgres.measure(many, BATCH), false);
        }
    }

    private void measureKillBill(KillBillBenchmark killBill)
            throws IOException, InterruptedException, ExecutionException, SQLException {
        if (killBill.version().isEmpty()) {
            notes.add("Kill Bill is not measured: " + System.getProperty("credits.kill-bill-missing") + ".");
            return;
        }
        notes.add("Kill Bill " + killBill.version() + ".");
        killBill.prepare();
        add("Kill Bill, one record a request", ORGANISATIONS, killBill.measure(1, DURATION), false);
        add("Kill Bill, 100 records a request", ORGANISATIONS, killBill.measure(BATCH, DURATION), false);
    }

    private void add(String what, int organisations, double perSecond, boolean isOurs) {
        table.add(what, Figures.whole(organisations), Figures.whole(perSecond));
        if (organisations == ORGANISATIONS) chart.add(what, perSecond, isOurs);
    }
}
