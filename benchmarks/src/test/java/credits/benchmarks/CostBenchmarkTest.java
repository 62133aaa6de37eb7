package credits.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import credits.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The promised cost of the fixed workloads. Computed from sizes, not seconds, so it is the same on every machine.
class CostBenchmarkTest {
    private static final long MAX_JAR_BYTES = 9_000_000;

    @ParameterizedTest(name = "{0} lines per report, members and references: {1}")
    @CsvSource({"100, false, 0.012, 0.002", "100, true, 0.03, 0.002", "1, false, 0.11, 0.11"})
    void an_event_costs_no_more_than_documented(int lines, boolean named, double writeUnits, double requests) {
        var costBenchmark = CostBenchmark.measure(new BenchmarkWorkload(lines, BenchmarkWorkload.BATCH, named), 1);

        System.out.printf("cost: %d lines x 10 reports per commit, named %b: %s%n", lines, named, costBenchmark);
        assertThat(costBenchmark.writeUnits()).isPositive().isLessThanOrEqualTo(writeUnits);
        assertThat(costBenchmark.requests()).isPositive().isLessThanOrEqualTo(requests);
    }

    @ParameterizedTest(name = "{0} lines x 10 reports: at most 1/{1}")
    @CsvSource({"1, 20", "100, 400"})
    void an_event_costs_a_fraction_of_what_the_textbook_design_takes(int lines, int fraction) {
        var workload = new BenchmarkWorkload(lines, BenchmarkWorkload.BATCH, false);
        double textbook = DynamoDbPrices.dollars(1_000_000 * TextbookDesign.writeUnits(workload), 0);

        assertThat(CostBenchmark.measure(workload, 1).dollarsPerMillion()).isLessThanOrEqualTo(textbook / fraction);
    }

    @Test
    void the_overview_reads_one_item_however_much_was_used() {
        var read = ReadBenchmark.measure(Sample.FULL ? 10_000_000 : 100_000);

        assertThat(read.overview().requests()).isEqualTo(1);
        assertThat(read.overview().readUnits()).isLessThanOrEqualTo(6);
    }

    /// Each block of 64 segments has a page in the index of older IDs. It is written once, from memory.
    @Test
    void a_hold_and_its_capture_cost_one_put_each_and_a_page_for_each_64() {
        var cost = CostBenchmark.measureHolds();

        System.out.printf("cost: %d holds and captures: %s%n", CostBenchmark.HOLD_COUNT, cost);
        long segments = 2L * CostBenchmark.HOLD_COUNT;
        assertThat(cost.requests()).isEqualTo(segments + segments / 64);
        assertThat(cost.readUnits()).isZero();
        assertThat(cost.writeUnits()).isLessThanOrEqualTo(2 * segments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization", "debit", "usage"})
    void the_jars_of_busy_functions_stay_small(String function) throws IOException {
        var jar = Path.of("..", "functions", function, "target", function + ".jar");

        assertThat(Files.size(jar)).isLessThanOrEqualTo(MAX_JAR_BYTES);
    }
}
