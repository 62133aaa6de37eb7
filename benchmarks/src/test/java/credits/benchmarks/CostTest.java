package credits.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The promised cost of the fixed workloads. Computed from sizes, not seconds, so it is the same on every machine.
class CostTest {
    private static final long MOST_JAR_BYTES = 9_000_000;

    @ParameterizedTest(name = "{0} lines per report, members and references: {1}")
    @CsvSource({"100, false, 0.012, 0.002", "100, true, 0.03, 0.002", "1, false, 0.11, 0.11"})
    void an_event_costs_no_more_than_promised(int lines, boolean named, double writeUnits, double requests) {
        var cost = Cost.of(new Workload(lines, named));

        System.out.printf("cost: %d lines x 10 reports per commit, named %b: %s%n", lines, named, cost);
        assertThat(cost.writeUnits()).isPositive().isLessThanOrEqualTo(writeUnits);
        assertThat(cost.requests()).isPositive().isLessThanOrEqualTo(requests);
    }

    @Test
    void the_overview_is_one_read_of_one_item_however_much_was_used() {
        var cost = Cost.of(new Workload(100, true));

        assertThat(cost.overviewRequests()).isEqualTo(1);
        assertThat(cost.overviewReadUnits()).isLessThanOrEqualTo(6);
    }

    @Test
    void a_warm_hold_and_its_capture_are_one_put_each_and_no_read() {
        var cost = Cost.ofHolds();

        System.out.printf("cost: %d holds and captures: %s%n", Cost.HOLDS, cost);
        assertThat(cost.requests()).isEqualTo(2L * Cost.HOLDS);
        assertThat(cost.readUnits()).isZero();
        assertThat(cost.writeUnits()).isLessThanOrEqualTo(4L * Cost.HOLDS);
    }

    @Test
    void the_debit_jar_stays_small() throws IOException {
        var jar = Path.of("..", "functions", "debit", "target", "debit.jar");

        assertThat(Files.size(jar)).isLessThanOrEqualTo(MOST_JAR_BYTES);
    }
}
