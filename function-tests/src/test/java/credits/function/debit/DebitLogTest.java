package credits.function.debit;

import static credits.TestData.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import credits.account.command.BookReports.Verdict;
import credits.event.SqsBatch.SqsMessage;
import credits.logging.UsageBySource;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DebitLogTest {
    private final ArrayList<String> lines = new ArrayList<>();

    /// The dashboard counts the lines of booked reports that do not end in `:0}`.
    @ParameterizedTest
    @CsvSource({"3, 0", "2, 1", "0, 10"})
    void the_line_of_a_booked_report_ends_with_the_count_of_uncovered_lines(int debited, int uncovered) {
        var message = new SqsMessage("m1", "{}", NOON, "AROAEXAMPLE:worker", "acme", 2);

        new DebitLog(lines::add, 12, new UsageBySource(Set.of()))
                .decided(message, new Verdict.Booked(debited, uncovered));

        assertThat(lines)
                .containsExactly("{\"message\":\"m1\",\"organisation\":\"acme\",\"received\":2,\"outcome\":\"booked\","
                        + "\"debited\":%d,\"uncovered\":%d}".formatted(debited, uncovered));
    }
}
