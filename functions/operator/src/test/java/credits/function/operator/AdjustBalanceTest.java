package credits.function.operator;

import static credits.Given.NOON;
import static credits.Given.booking;
import static credits.Given.idMadeAt;
import static credits.Given.queries;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Invocation.Answer;
import credits.Request;
import credits.account.Account;
import credits.account.BookReports.Verdict;
import credits.account.Status;
import credits.identity.OrganisationId;
import credits.ledger.LocalTable;
import credits.usage.Submission;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdjustmentsTest {
    private static final AtomicInteger ORGANISATIONS = new AtomicInteger();

    private final OrganisationId organisation = new OrganisationId("adjusted_" + ORGANISATIONS.incrementAndGet());
    private final Platform platform = new Platform();

    @Test
    void credits_are_given_and_taken_back_to_the_last_digit() {
        var given = adjust(key(), "12.345678901", "Goodwill");
        assertThat(account().balance()).hasToString("12.345678901");

        var taken = adjust(key(), "-0.000000001", "A nano-euro too much");

        assertThat(given.status()).isEqualTo(201);
        assertThat(given.of("organisation")).isEqualTo(organisation.value());
        assertThat(given.of("amount")).isEqualTo("12.345678901");
        assertThat(taken.of("amount")).isEqualTo("-0.000000001");
        assertThat(account().balance()).hasToString("12.3456789");
    }

    @Test
    void a_repeat_has_the_first_answer_says_so_and_changes_nothing() {
        var key = key();
        var first = adjust(key, "5.00", "Goodwill");

        var again =
                platform.call(request(key, body("5", "Goodwill"), "[support]").header("x-other", "1"));

        assertThat(first.headers()).doesNotContainKey("idempotency-replayed");
        assertThat(again.headers()).containsEntry("idempotency-replayed", "true");
        assertThat(again.status()).isEqualTo(first.status());
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(first.of("id")).isEqualTo("adj_" + key);
        assertThat(account().balance()).hasToString("5.00");
        assertThat(account().segments()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"5.01, Goodwill", "5.00, goodwill", "-5.00, Goodwill"})
    void a_key_with_another_body_is_refused_and_changes_nothing(String amount, String reason) {
        var key = key();
        var _ = adjust(key, "5.00", "Goodwill");

        var other = adjust(key, amount, reason);

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.of("code")).isEqualTo("idempotency-conflict");
        assertThat(account().balance()).hasToString("5.00");
    }

    @Test
    void a_key_that_a_usage_report_had_is_refused() {
        var report = queries(1, NOON);
        var _ = LocalTable.ledger().commit(organisation, booking(report));

        assertThat(adjust(report.id().toString(), "5.00", "Goodwill").status()).isEqualTo(422);
        assertThat(account().balance()).hasToString("0.00");
    }

    @Test
    void one_key_is_another_intention_at_another_organisation() {
        var key = key();
        var _ = adjust(key, "5.00", "Goodwill");

        var other = platform.call(request(
                key, body("5.00", "Goodwill").replace(organisation.value(), organisation.value() + "_x"), "[support]"));

        assertThat(other.status()).isEqualTo(201);
        assertThat(other.headers()).doesNotContainKey("idempotency-replayed");
    }

    @Test
    void taking_may_make_the_balance_negative_and_then_nothing_is_debited_until_it_is_not() {
        var _ = adjust(key(), "1.00", "Opening");
        var _ = adjust(key(), "-3.50", "Given to the wrong organisation");
        assertThat(account().balance()).hasToString("-2.50");
        assertThat(account().status()).isEqualTo(Status.NO_CREDITS);

        var refused = book(queries(1, NOON));
        var _ = adjust(key(), "2.50", "Settled");
        var atZero = book(queries(1, NOON));
        var _ = adjust(key(), "0.12", "One query");
        var debited = book(queries(1, NOON));

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
    void an_adjustment_has_an_amount_and_a_bound_either_way(String amount, int status) {
        var answer = adjust(key(), amount, "Goodwill");

        assertThat(answer.status()).isEqualTo(status);
        if (status == 422) assertThat(answer.of("code")).isEqualTo("invalid-amount");
        assertThat(account().segments()).isEqualTo(status == 201 ? 1 : 0);
    }

    @Test
    void a_reason_is_one_that_people_can_read() {
        assertThat(adjust(key(), "1", "r".repeat(200)).status()).isEqualTo(201);
        assertThat(adjust(key(), "1", "r".repeat(201)).status()).isEqualTo(400);
        assertThat(adjust(key(), "1", "").status()).isEqualTo(400);
        assertThat(adjust(key(), "1", "   ").status()).isEqualTo(400);
        assertThat(adjust(key(), "1", "two\\nlines").status()).isEqualTo(400);
        assertThat(account().balance()).hasToString("1.00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "01KAP6W6G000000000000000UU", "c0ffee00-0000-4000-8000-000000000000"})
    void a_call_without_a_good_key_is_refused(String key) {
        var answer = adjust(key, "1.00", "Goodwill");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().at("/errors/0/pointer").asText()).isEqualTo("/headers/idempotency-key");
        assertThat(account().segments()).isZero();
    }

    @Test
    void a_key_made_more_than_five_minutes_ahead_is_refused() {
        assertThat(adjust(idMadeAt(NOON.plusSeconds(301)).toString(), "1.00", "Goodwill")
                        .status())
                .isEqualTo(400);
        assertThat(adjust(idMadeAt(NOON.plusSeconds(300)).toString(), "1.00", "Goodwill")
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
                "{\"organisation\":\"a\",\"amount\":1,\"reason\":\"r\"}"
            })
    void what_is_no_adjustment_is_refused(String body) {
        assertThat(platform.call(request(key(), body, "[support]")).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[owner]", "[pricing]", "[]"})
    void only_who_may_adjust_accounts_does(String roles) {
        var answer = platform.call(request(key(), body("1.00", "For me"), roles));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.of("permission")).isEqualTo("accounts:adjust");
        assertThat(account().segments()).isZero();
    }

    private Answer adjust(String key, String amount, String reason) {
        return platform.call(request(key, body(amount, reason), "[support]"));
    }

    private String body(String amount, String reason) {
        return "{\"organisation\":\"%s\",\"amount\":\"%s\",\"reason\":\"%s\"}".formatted(organisation, amount, reason);
    }

    private static Request request(String key, String body, String roles) {
        return Request.of("POST /v1/adjustments", "", NOON)
                .by("platform", roles)
                .header("idempotency-key", key)
                .json(body);
    }

    private static String key() {
        return idMadeAt(NOON).toString();
    }

    private Verdict book(Submission submission) {
        return LocalTable.ledger().commit(organisation, booking(submission)).getFirst();
    }

    private Account account() {
        return LocalTable.statements().current(organisation, NOON);
    }
}
