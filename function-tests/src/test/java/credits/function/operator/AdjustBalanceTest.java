package credits.function.operator;

import static credits.TestData.NOON;
import static credits.TestData.bookReports;
import static credits.TestData.newIdAt;
import static credits.TestData.queryReport;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.account.Account;
import credits.account.AccountStatus;
import credits.account.command.BookReports.Verdict;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.DynamoDbFixture;
import credits.usage.PricedReport;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdjustBalanceTest {
    private static final AtomicInteger ORGANISATIONS = new AtomicInteger();

    private final OrganisationId organisation = new OrganisationId("adjusted_" + ORGANISATIONS.incrementAndGet());
    private final OperatorFixture operator = new OperatorFixture();

    @Test
    void adjustments_are_exact_to_the_nano_euro() {
        var given = adjust(key(), "12.345678901", "Goodwill");
        assertThat(account().balance()).hasToString("12.345678901");

        var taken = adjust(key(), "-0.000000001", "A nano-euro too much");

        assertThat(given.status()).isEqualTo(201);
        assertThat(given.text("organisation")).isEqualTo(organisation.value());
        assertThat(given.text("amount")).isEqualTo("12.345678901");
        assertThat(taken.text("amount")).isEqualTo("-0.000000001");
        assertThat(account().balance()).hasToString("12.3456789");
    }

    @Test
    void a_replay_returns_the_original_response_and_changes_nothing() {
        var key = key();
        var first = adjust(key, "5.00", "Goodwill");

        var again =
                operator.call(request(key, body("5", "Goodwill"), "[support]").withHeader("x-other", "1"));

        assertThat(first.headers()).doesNotContainKey("idempotency-replayed");
        assertThat(again.headers()).containsEntry("idempotency-replayed", "true");
        assertThat(again.status()).isEqualTo(first.status());
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(first.text("id")).isEqualTo("adj_" + key);
        assertThat(account().balance()).hasToString("5.00");
        assertThat(account().segmentCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"5.01, Goodwill", "5.00, goodwill", "-5.00, Goodwill"})
    void a_reused_key_with_another_body_is_refused_and_changes_nothing(String amount, String reason) {
        var key = key();
        var _ = adjust(key, "5.00", "Goodwill");

        var other = adjust(key, amount, reason);

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.text("code")).isEqualTo("idempotency-conflict");
        assertThat(account().balance()).hasToString("5.00");
    }

    @Test
    void a_key_used_by_a_usage_report_is_refused() {
        var report = queryReport(1, NOON);
        var _ = DynamoDbFixture.ledger().commit(organisation, bookReports(report));

        assertThat(adjust(report.id().toString(), "5.00", "Goodwill").status()).isEqualTo(422);
        assertThat(account().balance()).hasToString("0.00");
    }

    @Test
    void the_same_key_is_independent_in_another_organisation() {
        var key = key();
        var _ = adjust(key, "5.00", "Goodwill");

        var other = operator.call(request(
                key, body("5.00", "Goodwill").replace(organisation.value(), organisation.value() + "_x"), "[support]"));

        assertThat(other.status()).isEqualTo(201);
        assertThat(other.headers()).doesNotContainKey("idempotency-replayed");
    }

    @Test
    void a_negative_adjustment_may_overdraw_the_balance_and_blocks_debits_until_it_is_covered() {
        var _ = adjust(key(), "1.00", "Opening");
        var _ = adjust(key(), "-3.50", "Given to the wrong organisation");
        assertThat(account().balance()).hasToString("-2.50");
        assertThat(account().status()).isEqualTo(AccountStatus.NO_CREDITS);

        var refused = book(queryReport(1, NOON));
        var _ = adjust(key(), "2.50", "Settled");
        var atZero = book(queryReport(1, NOON));
        var _ = adjust(key(), "0.12", "One query");
        var debited = book(queryReport(1, NOON));

        assertThat(refused).isEqualTo(new Verdict.Booked(0, 1));
        assertThat(atZero).isEqualTo(new Verdict.Booked(0, 1));
        assertThat(debited).isEqualTo(new Verdict.Booked(1, 0));
        assertThat(account().balance()).hasToString("0.00");
        assertThat(account().used()).hasToString("0.12");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "10000, 201",
        "-10000, 201",
        "10000.000000001, 422",
        "-10000.000000001, 422",
        "999999999, 422",
        "0, 422",
        "0.00, 422",
        "-0, 422",
        "1e3, 400",
        "'', 400",
        "1.0000000001, 400",
        "+1, 400"
    })
    void an_adjustment_is_not_zero_and_bounded_both_ways(String amount, int status) {
        var response = adjust(key(), amount, "Goodwill");

        assertThat(response.status()).isEqualTo(status);
        if (status == 422) assertThat(response.text("code")).isEqualTo("invalid-amount");
        assertThat(account().segmentCount()).isEqualTo(status == 201 ? 1 : 0);
    }

    @Test
    void a_reason_is_one_line_of_1_to_200_characters() {
        assertThat(adjust(key(), "1", "r".repeat(200)).status()).isEqualTo(201);
        assertThat(adjust(key(), "1", "r".repeat(201)).status()).isEqualTo(400);
        assertThat(adjust(key(), "1", "").status()).isEqualTo(400);
        assertThat(adjust(key(), "1", "   ").status()).isEqualTo(400);
        assertThat(adjust(key(), "1", "two\\nlines").status()).isEqualTo(400);
        assertThat(account().balance()).hasToString("1.00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "01KAP6W6G000000000000000UU", "c0ffee00-0000-4000-8000-000000000000"})
    void a_call_without_a_valid_key_is_refused(String key) {
        var response = adjust(key, "1.00", "Goodwill");

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body().at("/errors/0/pointer").asText()).isEqualTo("/headers/idempotency-key");
        assertThat(account().segmentCount()).isZero();
    }

    @Test
    void a_key_made_more_than_35_days_ago_is_refused() {
        var oldest = NOON.minus(UniqueId.MAX_AGE);

        assertThat(adjust(newIdAt(oldest.minusMillis(1)).toString(), "1.00", "Goodwill")
                        .status())
                .isEqualTo(400);
        assertThat(adjust(newIdAt(oldest).toString(), "1.00", "Goodwill").status())
                .isEqualTo(201);
    }

    @Test
    void a_key_made_more_than_five_minutes_ahead_is_refused() {
        assertThat(adjust(newIdAt(NOON.plusSeconds(301)).toString(), "1.00", "Goodwill")
                        .status())
                .isEqualTo(400);
        assertThat(adjust(newIdAt(NOON.plusSeconds(300)).toString(), "1.00", "Goodwill")
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"organisation\":\"a b\",\"amount\":\"1\",\"reason\":\"r\"}",
                "[]",
                "{\"organisation\":\"a\",\"amount\":\"1\",\"reason\":\"r\",\"by\":\"me\"}",
                "{\"organisation\":\"a\",\"amount\":1,\"reason\":\"r\"}",
                "{\"organisation\":\"a\",\"amount\":\"1\",\"reason\":\"r\",\"create\":\"true\"}"
            })
    void an_invalid_adjustment_is_refused(String body) {
        assertThat(operator.call(request(key(), body, "[support]")).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[owner]", "[pricing]", "[]"})
    void only_operators_with_accounts_adjust_may_adjust(String roles) {
        var response = operator.call(request(key(), body("1.00", "For me"), roles));

        assertThat(response.status()).isEqualTo(403);
        assertThat(response.text("permission")).isEqualTo("accounts:adjust");
        assertThat(account().segmentCount()).isZero();
    }

    private HandlerResponse adjust(String key, String amount, String reason) {
        return operator.call(request(key, body(amount, reason), "[support]"));
    }

    private String body(String amount, String reason) {
        return "{\"organisation\":\"%s\",\"amount\":\"%s\",\"reason\":\"%s\",\"create\":true}"
                .formatted(organisation, amount, reason);
    }

    private TestRequest request(String key, String body, String roles) {
        return OperatorFixture.adjustment("usr_of_" + organisation, NOON)
                .withRoles(roles)
                .withHeader("idempotency-key", key)
                .withJson(body);
    }

    private static String key() {
        return newIdAt(NOON).toString();
    }

    private Verdict book(PricedReport report) {
        return DynamoDbFixture.ledger()
                .commit(organisation, bookReports(report))
                .getFirst();
    }

    private Account account() {
        return DynamoDbFixture.accountQueries().currentAccount(organisation, NOON);
    }
}
