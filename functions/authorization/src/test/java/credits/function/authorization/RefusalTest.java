package credits.function.authorization;

import static credits.Given.NOON;
import static credits.Given.booking;
import static credits.Given.credits;
import static credits.Given.limits;
import static credits.Given.queries;
import static credits.function.authorization.Service.key;
import static org.assertj.core.api.Assertions.assertThat;

import credits.account.Hold;
import credits.account.Holds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The responses to refused calls, and their replays.
class RefusalTest {
    private final Service service = new Service();

    @Test
    void a_refusal_names_all_that_stands_in_the_way_the_limit_first() {
        service.has(credits("0.50", NOON), limits("none", "0.30", NOON));

        var refused = service.hold("5", NOON);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.of("code")).isEqualTo("spending-limit-reached");
        assertThat(refused.body().path("blockers")).hasSize(2);
        assertThat(refused.body().at("/blockers/0/remaining").asText()).isEqualTo("0.30");
        assertThat(refused.body().at("/blockers/1/shortfall").asText()).isEqualTo("0.10");
        assertThat(refused.of("largest_quantity")).isEqualTo("2.5");
        assertThat(refused.headers()).doesNotContainKey("retry-after");
        assertThat(service.account(NOON).month().limitReached()).isTrue();
        assertThat(service.account(NOON).month().creditsExhausted()).isTrue();
    }

    @Test
    void when_only_holds_are_in_the_way_it_is_worth_waiting_and_no_bound_is_reached() {
        service.has(credits("1.20", NOON), limits("none", "1.20", NOON));
        var held = service.hold("9", NOON);

        var refused = service.hold("2", NOON);
        var _ = service.release(held.of("id"), key(NOON), NOON);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.headers()).containsEntry("retry-after", "60");
        assertThat(refused.of("largest_quantity")).isEqualTo("1");
        assertThat(service.account(NOON).month().limitReached()).isFalse();
        assertThat(service.account(NOON).month().creditsExhausted()).isFalse();
        assertThat(service.hold("2", NOON).status()).isEqualTo(201);
    }

    /// The authorization was not settled in time, but a report may still be on its way.
    @Test
    void while_an_overdue_hold_waits_for_its_report_it_is_worth_waiting_until_that_is_over() {
        service.has(credits("1.20", NOON));
        var _ = service.hold("9", NOON);
        var free = NOON.plusSeconds(60).plus(Hold.GRACE);

        assertThat(service.hold("2", NOON.plusSeconds(61)).headers()).containsEntry("retry-after", "60");
        assertThat(service.hold("2", free.minusSeconds(20)).headers()).containsEntry("retry-after", "20");
        assertThat(service.hold("2", free).status()).isEqualTo(201);
    }

    @Test
    void what_costs_more_than_a_line_may_is_refused_and_changes_nothing_of_what_its_key_has_decided() {
        service.has(credits("1.20", NOON));
        var key = key(NOON);
        var dear = "{\"operation\":\"query.run\",\"quantity\":\"900000000\"}";
        var _ = service.authorize(key, "{\"operation\":\"query.run\",\"quantity\":\"1\"}", NOON);

        var anew = service.authorize(key(NOON), dear, NOON);
        var underAnothersKey = service.authorize(key, dear, NOON);

        assertThat(anew.status()).isEqualTo(422);
        assertThat(anew.body().at("/errors/0/pointer").asText()).isEqualTo("/quantity");
        assertThat(underAnothersKey.of("code")).isEqualTo("idempotency-conflict");
    }

    @ParameterizedTest(name = "{0} queries")
    @CsvSource({"1, 201", "10000, 402"})
    void a_repeat_hears_the_same_whatever_became_possible_since(String quantity, int status) {
        service.has(credits("1.00", NOON));
        var key = key(NOON);
        var body = "{\"operation\":\"query.run\",\"quantity\":\"%s\"}".formatted(quantity);
        var first = service.authorize(key, body, NOON);
        service.has(credits("5000.00", NOON), booking(queries(3, NOON)));

        var again = service.authorize(key, body, NOON.plusSeconds(40));

        assertThat(first.status()).isEqualTo(status);
        assertThat(first.headers()).doesNotContainKey("idempotency-replayed");
        assertThat(again.status()).isEqualTo(status);
        assertThat(again.headers()).containsEntry("idempotency-replayed", "true");
        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void as_many_are_open_as_may_be_and_then_one_more_is_refused_for_ever() {
        service.has(credits("100.00", NOON));
        for (int i = 0; i < Holds.MOST_OPEN; i++) {
            assertThat(service.hold("1", NOON).status()).isEqualTo(201);
        }

        var refused = service.hold("1", NOON);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("maximum").asInt()).isEqualTo(Holds.MOST_OPEN);
        assertThat(service.account(NOON).held()).hasToString("15.36");
    }

    @Test
    void beyond_five_refusals_a_second_nothing_is_decided() {
        for (int i = 0; i < Holds.MOST_REFUSALS; i++) {
            assertThat(service.hold("1", NOON).status()).isEqualTo(402);
        }
        var key = key(NOON);
        var body = "{\"operation\":\"query.run\",\"quantity\":\"1\"}";

        var undecided = service.authorize(key, body, NOON);
        service.has(credits("1.00", NOON));
        var decided = service.authorize(key, body, NOON.plusSeconds(1));

        assertThat(undecided.status()).isEqualTo(429);
        assertThat(undecided.headers()).containsEntry("retry-after", "1");
        assertThat(decided.status()).isEqualTo(201);
        assertThat(service.account(NOON).segments()).isEqualTo(Holds.MOST_REFUSALS + 2L);
    }

    @Test
    void an_operation_without_a_price_is_refused_and_a_repeat_hears_when() {
        var key = key(NOON);
        var body = "{\"operation\":\"unknown\",\"quantity\":\"1\"}";
        var refused = service.authorize(key, body, NOON);

        var again = service.authorize(key, body, NOON.plusSeconds(30));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.of("code")).isEqualTo("unpriced-operation");
        assertThat(refused.of("at")).isEqualTo("2026-11-22T12:00:00Z");
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
    void another_body_is_refused_with_its_place_and_decides_nothing(String body, String pointer) {
        var refused = service.authorize(key(NOON), body, NOON);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().at("/errors/0/pointer").asText()).isEqualTo(pointer);
        assertThat(service.account(NOON).segments()).isZero();
    }

    @Test
    void a_quantity_that_costs_more_than_a_line_may_is_refused_before_and_at_settlement() {
        service.has(credits("10.00", NOON));
        var held = service.hold("1", NOON);

        assertThat(service.hold("999999999999", NOON).of("code")).isEqualTo("invalid-amount");
        assertThat(service.capture(held.of("id"), key(NOON), "999999999999", NOON)
                        .of("code"))
                .isEqualTo("invalid-amount");
        assertThat(service.capture(held.of("id"), key(NOON), "1", NOON).status())
                .isEqualTo(200);
    }
}
