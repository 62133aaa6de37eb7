package credits.function.usage;

import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.newIdAt;
import static credits.TestData.queryReport;
import static credits.function.usage.OwnerFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.account.command.AccountCommand;
import credits.account.command.ClawBackCredits;
import credits.account.command.CreditTopUp;
import credits.identity.PaymentId;
import credits.money.Eur;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `GET /v1/statements/{month}`, at noon of 22 November.
class MonthlyStatementTest {
    private static final Instant OCTOBER = Instant.parse("2026-10-20T10:00:00Z");
    private static final String ROUTE = "GET /v1/statements/{month}";

    private final OwnerFixture owner = new OwnerFixture();

    @Test
    void every_change_of_the_balance_is_explained() {
        var payment = newIdAt(NOW);
        owner.givenCommands(
                adjustment("10", OCTOBER),
                bookReports(OCTOBER, queryReport(1, OCTOBER)),
                new CreditTopUp(payment, Eur.of("50"), NOW.minusSeconds(9)),
                bookReports(queryReport(2, NOW)),
                new ClawBackCredits(payment, Eur.of("20"), NOW),
                new ClawBackCredits(payment, Eur.of("-5"), NOW),
                adjustment("-1.50", NOW));

        var statement = statement("2026-11").body();

        assertThat(statement.path("data").valueStream().map(MonthlyStatementTest::line))
                .containsExactly(
                        "adjustment -1.50 43.14 null opening credits",
                        "refund_reversed 5.00 44.64 " + new PaymentId(payment) + " null",
                        "refund -20.00 39.64 " + new PaymentId(payment) + " null",
                        "top_up 50.00 59.88 " + new PaymentId(payment) + " null");
        assertThat(statement.path("opening").asText()).isEqualTo("9.88");
        assertThat(statement.path("used").asText()).isEqualTo("0.24");
        assertThat(statement.path("closing").asText()).isEqualTo("43.14");
        assertThat(statement.path("days")).hasToString("[{\"date\":\"2026-11-22\",\"cost\":\"0.24\"}]");
        assertThat(statement("2026-10").body().path("closing").asText()).isEqualTo("9.88");
        assertThat(statement("2026-09").body().path("closing").asText()).isEqualTo("0.00");
    }

    /// Red when a movement is missing, counted twice or of the wrong month, in either format.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void opening_and_changes_are_the_closing_balance(int seed) {
        givenHistory(new Random(seed));

        var opening = new BigDecimal("0");
        for (var month : List.of("2026-09", "2026-10", "2026-11")) {
            var statement = statement(month).body();
            assertThat(amount(statement, "opening")).isEqualByComparingTo(opening);
            var days = sum(statement.path("days"), "cost");
            assertThat(days).isEqualByComparingTo(amount(statement, "used"));
            var closing = opening.add(sum(statement.path("data"), "amount")).subtract(days);
            assertThat(amount(statement, "closing")).isEqualByComparingTo(closing);
            assertThat(table(month)).isEqualByComparingTo(closing);
            opening = closing;
        }
        assertThat(opening).isEqualByComparingTo(balance());
    }

    @Test
    void a_large_month_comes_in_parts_that_are_one_statement() {
        owner.givenCommands(adjustment("1000000", NOW.minusSeconds(60)));
        for (int i = 0; i < 150; i++) owner.givenCommands(bookReports(LargeReportFixture.report(i)));
        owner.givenCommands(adjustment("1", NOW));

        var amounts = new ArrayList<String>();
        var positions = new ArrayList<String>();
        var page = statement("2026-11").body();
        while (true) {
            page.path("data").forEach(each -> amounts.add(each.path("amount").asText()));
            assertThat(page.path("closing").asText()).isEqualTo(balance());
            if (page.path("next_before").isNull()) break;
            positions.add(page.path("next_before").asText());
            page = owner.call(request("2026-11").withQuery("before", positions.getLast()))
                    .body();
        }
        assertThat(amounts).containsExactly("1.00", "1000000.00");
        assertThat(positions).hasSizeBetween(1, 4);

        var csv = owner.call(request("2026-11").withHeader("accept", "text/csv"));
        assertThat(csv.headers().get("link")).isEqualTo("<?before=" + positions.getFirst() + ">; rel=\"next\"");
        assertThat(csv.body().asText()).contains(",closing,").doesNotContain(",opening,");
    }

    @Test
    void the_current_month_has_a_name_of_its_own() {
        owner.givenCommands(adjustment("10", NOW));

        assertThat(statement("current").body()).isEqualTo(statement("2026-11").body());
    }

    @ParameterizedTest
    @CsvSource({"2026-13, '', 400", "next, '', 400", "2026-12, '', 404", "2026-11, -1, 400", "2026-11, x, 400"})
    void another_month_or_position_is_refused(String month, String before, int status) {
        var request = request(month);

        assertThat(owner.call(before.isEmpty() ? request : request.withQuery("before", before))
                        .status())
                .isEqualTo(status);
    }

    private String balance() {
        return owner.call(owner.request("GET /v1/balance", "", NOW)).text("balance");
    }

    private void givenHistory(Random random) {
        var time = Instant.parse("2026-09-28T10:00:00Z");
        var payments = new ArrayList<>(List.of(newIdAt(time)));
        while (time.isBefore(NOW)) {
            var payment = payments.get(random.nextInt(payments.size()));
            AccountCommand<?> command = switch (random.nextInt(6)) {
                case 0 -> adjustment(random.nextBoolean() ? "3.10" : "-0.70", time);
                case 1 -> {
                    payments.add(newIdAt(time));
                    yield new CreditTopUp(payments.getLast(), Eur.of("12.34"), time);
                }
                case 2 -> new ClawBackCredits(payment, Eur.of(random.nextBoolean() ? "2" : "-2"), time);
                default -> bookReports(time, queryReport(1 + random.nextInt(3), time));
            };
            owner.givenCommands(command);
            time = time.plusSeconds(random.nextInt(200_000));
        }
    }

    private BigDecimal table(String month) {
        var csv = owner.call(request(month).withHeader("accept", "text/csv"))
                .body()
                .asText();
        var rows = csv.lines().skip(1).map(row -> row.split(",", -1)).toList();
        assertThat(rows.getFirst()[1]).isEqualTo("closing");
        assertThat(rows.getLast()[1]).isEqualTo("opening");
        var sum = new BigDecimal(rows.getLast()[3]);
        for (var row : rows) if (!row[2].isEmpty()) sum = sum.add(new BigDecimal(row[2]));
        assertThat(sum).isEqualByComparingTo(rows.getFirst()[3]);
        return sum;
    }

    private static BigDecimal sum(JsonNode list, String name) {
        return list.valueStream().map(each -> amount(each, name)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal amount(JsonNode object, String name) {
        return new BigDecimal(object.path(name).asText());
    }

    private static String line(JsonNode movement) {
        return String.join(
                " ",
                movement.path("type").asText(),
                movement.path("amount").asText(),
                movement.path("balance").asText(),
                movement.path("payment").asText(),
                movement.path("reason").asText());
    }

    private HandlerResponse statement(String month) {
        return owner.call(request(month));
    }

    private TestRequest request(String month) {
        return owner.request(ROUTE, month, NOW);
    }
}
