package credits.function.operator;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static credits.TestData.newIdAt;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.account.command.AccountCommand;
import credits.account.command.ClawBackCredits;
import credits.account.command.CreditTopUp;
import credits.aws.CloseKeys;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.ledger.DamagedTable;
import credits.ledger.DynamoDbFixture;
import credits.ledger.close.AccountClosing;
import credits.ledger.close.CloseRound;
import credits.ledger.close.MonthlyCloseStore;
import credits.money.Eur;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The close as finance reads it, on a separate table.
class ReportCloseTest {
    private static final Instant DECEMBER_3 = Instant.parse("2026-12-03T12:00:00Z");

    private final DynamoDbClient dynamo = DynamoDbFixture.createTable();
    private final OperatorFixture operator = new OperatorFixture(DynamoDbFixture.ledgerWith(dynamo), dynamo);
    private final AccountClosing closing = new AccountClosing(dynamo, DynamoDbFixture.TABLE_NAME);
    private final MonthlyCloseStore store = new MonthlyCloseStore(dynamo, DynamoDbFixture.TABLE_NAME);

    /// Red when an account is missing from the total.
    @Test
    void the_total_is_the_sum_of_all_accounts() {
        commit("acme", new CreditTopUp(newIdAt(NOON), Eur.of("10"), NOON));
        commit("acme", adjustment("2.5", NOON));
        commit("globex", new CreditTopUp(newIdAt(NOON), Eur.of("4"), NOON));
        commit("globex", new ClawBackCredits(newIdAt(NOON), Eur.of("5"), NOON));
        closeAt(DECEMBER_3, "acme", "globex");

        var close = close("2026-11", Map.of()).body();

        assertThat(close.path("closed").asBoolean()).isTrue();
        assertThat(close.path("as_of").asText()).isEqualTo("2026-12-03T12:00:00Z");
        assertThat(close.path("total").toString())
                .isEqualTo("{\"opening\":\"0.00\",\"top_ups\":\"14.00\",\"grants\":\"2.50\",\"usage\":\"0.00\","
                        + "\"refunds\":\"5.00\",\"adjustments\":\"0.00\",\"closing\":\"11.50\",\"difference\":\"0.00\","
                        + "\"deferred_revenue\":\"10.00\",\"granted\":\"2.50\",\"receivable\":\"1.00\","
                        + "\"uncovered\":\"0.00\",\"uncovered_total\":\"0.00\",\"currency\":\"EUR\"}");
        assertThat(close.at("/data/1/organisation").asText()).isEqualTo("globex");
        assertThat(close.at("/data/1/negative_since").asText()).isEqualTo("2026-11-22T12:00:00Z");
        assertThat(close.path("next_after").isNull()).isTrue();
        assertThat(close("2026-12", Map.of()).body().at("/total/opening").asText())
                .isEqualTo("11.50");
    }

    /// The month ends in the last zone that an account can have on 1 December at 18:00 UTC. Red when it is called
    /// closed before all its
    /// accounts are, or before a round that may have found others.
    @ParameterizedTest
    @CsvSource({
        "2026-11-30T12:00:00Z, false",
        "2026-12-01T12:30:00Z, false",
        "2026-12-01T18:59:59Z, false",
        "2026-12-01T19:00:00Z, true"
    })
    void a_month_is_closed_once_no_figure_can_change(Instant asOf, boolean isClosed) {
        commit("acme", adjustment("1", NOON));
        closeAt(asOf, "acme");

        assertThat(close("2026-11", Map.of()).body().path("closed").asBoolean()).isEqualTo(isClosed);
    }

    @Test
    void a_month_before_the_first_run_is_empty_and_open() {
        var close = close("2026-11", Map.of()).body();

        assertThat(close.path("as_of").isNull()).isTrue();
        assertThat(close.path("closed").asBoolean()).isFalse();
        assertThat(close.path("accounts").asInt()).isZero();
        assertThat(close.at("/total/closing").asText()).isEqualTo("0.00");
    }

    @Test
    void an_account_that_cannot_be_read_is_counted_and_keeps_the_month_open() {
        commit("acme", adjustment("1", NOON));
        commit("globex", adjustment("1", NOON));
        closeAt(DECEMBER_3, "acme", "globex");
        new DamagedTable(dynamo)
                .remove(
                        TableKeys.RECONCILIATION_PARTITION,
                        CloseKeys.monthSort(YearMonth.parse("2026-11"), new OrganisationId("acme")),
                        "closing");

        var close = close("2026-11", Map.of()).body();

        assertThat(close.path("unreadable").asInt()).isOne();
        assertThat(close.path("closed").asBoolean()).isFalse();
        assertThat(close.at("/total/closing").asText()).isEqualTo("1.00");
    }

    /// Red when the total covers the page only, or an account is on two pages or none.
    @Test
    void pages_have_all_accounts_and_the_total_of_all() {
        int count = ReportClose.PAGE_SIZE + 2;
        var names = IntStream.range(0, count).mapToObj("org_%04d"::formatted).toList();
        for (var name : names) {
            commit(name, adjustment("1", NOON));
            var _ = closing.advance(new OrganisationId(name), NOON, () -> true);
        }

        var first = close("2026-11", Map.of()).body();
        var second = close("2026-11", Map.of("after", first.path("next_after").asText()))
                .body();

        assertThat(first.path("data")).hasSize(ReportClose.PAGE_SIZE);
        assertThat(second.path("data")).hasSize(2);
        assertThat(second.at("/data/0/organisation").asText()).isEqualTo(names.get(ReportClose.PAGE_SIZE));
        assertThat(second.path("next_after").isNull()).isTrue();
        assertThat(List.of(first, second))
                .allMatch(page -> page.at("/total/closing").asText().equals(count + ".00"));
    }

    @Test
    void the_accounts_are_a_table_as_well() {
        commit("acme", new CreditTopUp(newIdAt(NOON), Eur.of("10"), NOON));
        commit("acme", new ClawBackCredits(newIdAt(NOON), Eur.of("12"), NOON));
        closeAt(DECEMBER_3, "acme");

        var table = close("2026-11", Map.of(), "text/csv");

        assertThat(table.headers()).containsEntry("content-disposition", "attachment; filename=\"close-2026-11.csv\"");
        assertThat(table.headers()).doesNotContainKey("link");
        assertThat(table.body().asText().lines())
                .containsExactly(
                        "organisation,month,opening,top_ups,grants,usage,refunds,adjustments,closing,difference,"
                                + "deferred_revenue,granted,receivable,negative_since,uncovered,uncovered_total,"
                                + "uncovered_since,closed,currency",
                        "acme,2026-11,0.00,10.00,0.00,0.00,12.00,0.00,-2.00,0.00,0.00,0.00,2.00,"
                                + "2026-11-22T12:00:00Z,0.00,0.00,,true,EUR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026", "2026-13", "2026-Q4", "1999-01", "2026-11 "})
    void another_month_is_refused(String month) {
        assertThat(close(month, Map.of()).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "acme#"})
    void another_place_is_refused(String after) {
        assertThat(close("2026-11", Map.of("after", after)).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[owner]", "[support]", "[pricing]"})
    void only_finance_may_read_it(String roles) {
        var refused = operator.call(TestRequest.of("GET /v1/monthly_close", "", NOON)
                .signedInAs("platform", roles)
                .withQuery("month", "2026-11"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("permission")).isEqualTo("finance:read");
    }

    private void commit(String organisation, AccountCommand<?> command) {
        var _ = DynamoDbFixture.ledgerWith(dynamo).commit(new OrganisationId(organisation), command);
    }

    private void closeAt(Instant now, String... organisations) {
        for (var organisation : organisations) {
            var _ = closing.advance(new OrganisationId(organisation), now, () -> true);
        }
        store.save(CloseRound.start(now).completed());
    }

    private HandlerResponse close(String month, Map<String, String> query) {
        return close(month, query, "application/json");
    }

    private HandlerResponse close(String month, Map<String, String> query, String accept) {
        var request = TestRequest.of("GET /v1/monthly_close", "", NOON)
                .signedInAs("platform", "[finance]")
                .withQuery("month", month)
                .withHeader("accept", accept);
        for (var each : query.entrySet()) request = request.withQuery(each.getKey(), each.getValue());
        return operator.call(request);
    }
}
