package credits.function.authorization;

import static credits.TestData.NOON;
import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.limitsChange;
import static credits.TestData.queryReport;
import static credits.function.authorization.AuthorizationFixture.key;
import static org.assertj.core.api.Assertions.assertThat;

import credits.account.AccountHolds;
import credits.account.Hold;
import credits.identity.UniqueId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The responses to refused calls, and their replays.
class AuthorizationRefusalTest {
    private final AuthorizationFixture service = new AuthorizationFixture();

    @ParameterizedTest
    @CsvSource({"capture, '{\"quantity\":\"1\"}'", "release, {}"})
    void a_hold_is_settled_only_by_the_service_that_made_it(String settle, String body) {
        service.givenCommands(adjustment("10.00", NOON));
        var held = service.hold("20", NOON).text("id");

        var route = "POST /v1/authorizations/{id}/" + settle;
        var others = service.settleAs("svc_other", route, held, body, NOON);

        assertThat(others.status()).isEqualTo(404);
        assertThat(service.account(NOON).holds().open()).hasSize(1);
        assertThat(service.call(route, held, key(NOON), body, NOON).status()).isEqualTo(200);
    }

    @Test
    void a_refusal_lists_every_blocker_with_the_limit_first() {
        service.givenCommands(adjustment("0.50", NOON), limitsChange("none", "0.30", NOON));

        var refused = service.hold("5", NOON);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("code")).isEqualTo("spending-limit-reached");
        assertThat(refused.body().path("blockers")).hasSize(2);
        assertThat(refused.body().at("/blockers/0/remaining").asText()).isEqualTo("0.30");
        assertThat(refused.body().at("/blockers/1/shortfall").asText()).isEqualTo("0.10");
        assertThat(refused.text("largest_quantity")).isEqualTo("2.5");
        assertThat(refused.headers()).doesNotContainKey("retry-after");
        assertThat(service.account(NOON).monthToDate().isLimitReached()).isTrue();
        assertThat(service.account(NOON).monthToDate().isBalanceExhausted()).isTrue();
    }

    @Test
    void a_refusal_caused_by_holds_alone_has_retry_after_and_reaches_no_limit() {
        service.givenCommands(adjustment("1.20", NOON), limitsChange("none", "1.20", NOON));
        var held = service.hold("9", NOON);

        var refused = service.hold("2", NOON);
        var _ = service.release(held.text("id"), key(NOON), NOON);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.headers()).containsEntry("retry-after", "60");
        assertThat(refused.text("largest_quantity")).isEqualTo("1");
        assertThat(service.account(NOON).monthToDate().isLimitReached()).isFalse();
        assertThat(service.account(NOON).monthToDate().isBalanceExhausted()).isFalse();
        assertThat(service.hold("2", NOON).status()).isEqualTo(201);
    }

    /// The authorization was not settled in time, but a report may still be on its way.
    @Test
    void a_refusal_caused_by_an_overdue_hold_is_retryable_when_its_grace_period_ends() {
        service.givenCommands(adjustment("1.20", NOON));
        var _ = service.hold("9", NOON);
        var free = NOON.plusSeconds(60).plus(Hold.GRACE_PERIOD);

        assertThat(service.hold("2", NOON.plusSeconds(61)).headers()).containsEntry("retry-after", "60");
        assertThat(service.hold("2", free.minusSeconds(20)).headers()).containsEntry("retry-after", "20");
        assertThat(service.hold("2", free).status()).isEqualTo(201);
    }

    @Test
    void a_cost_out_of_range_is_refused_and_leaves_the_result_of_its_key_unchanged() {
        service.givenCommands(adjustment("1.20", NOON));
        var key = key(NOON);
        var tooExpensive = "{\"operation\":\"query.run\",\"quantity\":\"900000000\"}";
        var _ = service.authorize(key, "{\"operation\":\"query.run\",\"quantity\":\"1\"}", NOON);

        var underNewKey = service.authorize(key(NOON), tooExpensive, NOON);
        var underUsedKey = service.authorize(key, tooExpensive, NOON);

        assertThat(underNewKey.status()).isEqualTo(422);
        assertThat(underNewKey.body().at("/errors/0/pointer").asText()).isEqualTo("/quantity");
        assertThat(underUsedKey.text("code")).isEqualTo("idempotency-conflict");
    }

    @Test
    void a_cost_out_of_range_is_refused_for_good_and_debits_nothing() {
        service.givenCommands(adjustment("1.20", NOON));
        var key = key(NOON);
        var tooExpensive = "{\"operation\":\"query.run\",\"quantity\":\"900000000\"}";
        var first = service.authorize(key, tooExpensive, NOON);

        var again = service.authorize(key, tooExpensive, NOON.plusSeconds(40));

        assertThat(again.status()).isEqualTo(422);
        assertThat(again.headers()).containsEntry("idempotency-replayed", "true");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(service.account(NOON).segmentCount()).isEqualTo(2);
        assertThat(service.entries(NOON)).isEmpty();
    }

    @Test
    void a_new_key_is_accepted_for_35_days_and_a_known_one_for_ever() {
        service.givenCommands(adjustment("1.20", NOON));
        var known = key(NOON.minusSeconds(1));
        var body = "{\"operation\":\"query.run\",\"quantity\":\"1\"}";
        var first = service.authorize(known, body, NOON);
        var later = NOON.plus(UniqueId.MAX_AGE);

        var tooOld = service.authorize(key(NOON.minusSeconds(1)), body, later);
        var replayed = service.authorize(known, body, later);
        var oldest = service.authorize(key(NOON), body, later);

        assertThat(tooOld.status()).isEqualTo(400);
        assertThat(tooOld.body().at("/errors/0/pointer").asText()).isEqualTo("/headers/idempotency-key");
        assertThat(tooOld.body().at("/errors/0/detail").asText()).contains("35 days");
        assertThat(replayed.body()).isEqualTo(first.body());
        assertThat(oldest.status()).isEqualTo(201);
        assertThat(service.account(later).segmentCount()).isEqualTo(3);
    }

    @ParameterizedTest(name = "{0} queries")
    @CsvSource({"1, 201", "10000, 402"})
    void a_replay_returns_the_original_response_even_if_the_account_has_changed(String quantity, int status) {
        service.givenCommands(adjustment("1.00", NOON));
        var key = key(NOON);
        var body = "{\"operation\":\"query.run\",\"quantity\":\"%s\"}".formatted(quantity);
        var first = service.authorize(key, body, NOON);
        service.givenCommands(adjustment("5000.00", NOON), bookReports(queryReport(3, NOON)));

        var again = service.authorize(key, body, NOON.plusSeconds(40));

        assertThat(first.status()).isEqualTo(status);
        assertThat(first.headers()).doesNotContainKey("idempotency-replayed");
        assertThat(again.status()).isEqualTo(status);
        assertThat(again.headers()).containsEntry("idempotency-replayed", "true");
        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void one_hold_more_than_the_maximum_is_refused_for_good() {
        service.givenCommands(adjustment("100.00", NOON));
        for (int i = 0; i < AccountHolds.MAX_OPEN; i++) {
            assertThat(service.hold("1", NOON).status()).isEqualTo(201);
        }

        var refused = service.hold("1", NOON);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("maximum").asInt()).isEqualTo(AccountHolds.MAX_OPEN);
        assertThat(service.account(NOON).held()).hasToString("15.36");
    }

    @Test
    void beyond_five_refusals_a_second_the_call_is_rate_limited_and_undecided() {
        for (int i = 0; i < AccountHolds.MAX_REFUSALS_PER_SECOND; i++) {
            assertThat(service.hold("1", NOON).status()).isEqualTo(402);
        }
        var key = key(NOON);
        var body = "{\"operation\":\"query.run\",\"quantity\":\"1\"}";

        var undecided = service.authorize(key, body, NOON);
        service.givenCommands(adjustment("1.00", NOON));
        var decided = service.authorize(key, body, NOON.plusSeconds(1));

        assertThat(undecided.status()).isEqualTo(429);
        assertThat(undecided.headers()).containsEntry("retry-after", "1");
        assertThat(decided.status()).isEqualTo(201);
        assertThat(service.account(NOON).segmentCount()).isEqualTo(AccountHolds.MAX_REFUSALS_PER_SECOND + 2L);
    }

    @Test
    void an_unpriced_operation_is_refused_and_a_replay_returns_the_original_time() {
        var key = key(NOON);
        var body = "{\"operation\":\"unknown\",\"quantity\":\"1\"}";
        var refused = service.authorize(key, body, NOON);

        var again = service.authorize(key, body, NOON.plusSeconds(30));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("code")).isEqualTo("unpriced-operation");
        assertThat(refused.text("at")).isEqualTo("2026-11-22T12:00:00Z");
        assertThat(again.body()).isEqualTo(refused.body());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"operation":"query.run"}                                             | /quantity
            {"operation":"query.run","quantity":1}                                | /quantity
            {"operation":"query.run","quantity":"0"}                              | /quantity
            {"operation":"query.run","quantity":"1","expires_in":0}               | /expires_in
            {"operation":"query.run","quantity":"1","expires_in":86401}           | /expires_in
            {"operation":"query.run","quantity":"1","expires_in":"60"}            | /expires_in
            {"operation":"query.run","quantity":"1","expires_in":1,"capture":true}| /expires_in
            {"operation":"query.run","quantity":"1","capture":"yes"}              | /capture
            {"operation":"query.run","quantity":"1","price":"0"}                  | /price
            {"operation":"query run","quantity":"1"}                              | /operation
            """)
    void an_invalid_body_is_refused_with_a_pointer_and_decides_nothing(String body, String pointer) {
        var refused = service.authorize(key(NOON), body, NOON);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/errors/0/pointer").asText()).isEqualTo(pointer);
        assertThat(service.account(NOON).segmentCount()).isZero();
    }

    @Test
    void a_quantity_whose_cost_is_out_of_range_is_refused_at_authorization_and_at_capture() {
        service.givenCommands(adjustment("10.00", NOON));
        var held = service.hold("1", NOON);

        assertThat(service.hold("999999999999", NOON).text("code")).isEqualTo("invalid-amount");
        assertThat(service.capture(held.text("id"), key(NOON), "999999999999", NOON)
                        .text("code"))
                .isEqualTo("invalid-amount");
        assertThat(service.capture(held.text("id"), key(NOON), "1", NOON).status())
                .isEqualTo(200);
    }
}
