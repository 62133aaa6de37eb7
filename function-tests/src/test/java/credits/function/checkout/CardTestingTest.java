package credits.function.checkout;

import static credits.function.checkout.TopUpFixture.sessionId;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker.HandlerResponse;
import credits.identity.UniqueId;
import credits.ledger.DynamoDbFixture;
import credits.local.stripe.account.TestPaymentMethod;
import credits.stripe.PaymentFixture;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A thief who tests stolen cards gets few tries, and leaves nothing behind when refused.
class CardTestingTest {
    private final PaymentFixture payments = new PaymentFixture();
    private final TopUpFixture fixture = TopUpFixture.withBillingProfile(payments);

    @AfterEach
    void close() {
        payments.close();
    }

    @Test
    void incident_paying_each_time_does_not_allow_endless_top_ups() {
        var capped = fixture.withSettings(payments.wiring(), Map.of("TOP_UPS_PER_DAY", "3"));
        for (int i = 0; i < 3; i++) pay(capped.topUp(payments.newKey(), "10.00"));
        long before = segmentCount();
        var key = payments.newKey();

        var refused = capped.topUp(key, "10.00");

        assertRefused(refused, "attempts");
        assertThat(segmentCount()).isEqualTo(before);
        assertThat(payments.wiring().paymentLedger().store().find(fixture.organisation(), key))
                .isEmpty();
        payments.clock().advance(untilTomorrow());
        assertThat(capped.topUp(key, "10.00").status()).isEqualTo(201);
    }

    @Test
    void a_member_has_a_limit_of_their_own() {
        var capped = fixture.withSettings(payments.wiring(), Map.of("TOP_UPS_PER_MEMBER", "2"));
        for (int i = 0; i < 2; i++)
            assertThat(capped.topUp(payments.newKey(), "10.00").status()).isEqualTo(201);

        assertRefused(capped.topUp(payments.newKey(), "10.00"), "member_attempts");
        var colleague = capped.request(payments.newKey(), "10.00")
                .withClaims(
                        Map.of("organisation", fixture.organisation().value(), "sub", "usr_marco", "roles", "[owner]"));
        assertThat(capped.call(colleague).status()).isEqualTo(201);
    }

    @Test
    void the_credits_of_a_day_are_limited() {
        var capped = fixture.withSettings(payments.wiring(), Map.of("TOP_UP_AMOUNT_PER_DAY", "100"));

        assertThat(capped.topUp(payments.newKey(), "60.00").status()).isEqualTo(201);
        assertRefused(capped.topUp(payments.newKey(), "40.01"), "amount");
        assertThat(capped.topUp(payments.newKey(), "40.00").status()).isEqualTo(201);
    }

    @Test
    void after_too_many_declined_cards_no_payment_page_opens_that_day() {
        var capped = fixture.withSettings(payments.wiring(), Map.of("DECLINES_PER_DAY", "2"));
        var today = LocalDate.ofInstant(payments.clock().instant(), ZoneOffset.UTC);
        var days = payments.wiring().paymentLedger().topUpDays();
        for (var event : List.of("evt_1", "evt_1", "evt_2")) {
            assertThat(capped.topUp(payments.newKey(), "10.00").status()).isEqualTo(201);
            var _ = days.addDecline(fixture.organisation(), today, event, 2);
        }

        assertRefused(capped.topUp(payments.newKey(), "10.00"), "declines");
    }

    @Test
    void the_first_top_up_has_a_minimum_that_a_later_one_has_not() {
        var capped = fixture.withSettings(payments.wiring(), Map.of("TOP_UP_FIRST_MINIMUM", "5"));

        var tooSmall = capped.topUp(payments.newKey(), "4.99");
        assertThat(tooSmall.status()).isEqualTo(422);
        assertThat(tooSmall.text("code")).isEqualTo("invalid-amount");
        pay(capped.topUp(payments.newKey(), "5.00"));

        assertThat(capped.topUp(payments.newKey(), "1.00").status()).isEqualTo(201);
    }

    @Test
    void concurrent_top_ups_do_not_exceed_the_limit() throws Exception {
        var capped = fixture.withSettings(payments.wiring(), Map.of("TOP_UPS_PER_DAY", "3"));

        try (var workers = Executors.newFixedThreadPool(8)) {
            var calls = Stream.generate(payments::newKey)
                    .map(key -> (Callable<Integer>) () -> untilDecided(capped, key))
                    .limit(8)
                    .toList();
            var statuses =
                    workers.invokeAll(calls).stream().map(Future::resultNow).toList();

            assertThat(statuses).containsOnly(201, 429);
            assertThat(statuses.stream().filter(status -> status == 201)).hasSize(3);
        }
    }

    private static int untilDecided(TopUpFixture buyer, UniqueId key) {
        var response = buyer.topUp(key, "10.00");
        while (response.status() == 503) response = buyer.topUp(key, "10.00");
        return response.status();
    }

    private void pay(HandlerResponse opened) {
        assertThat(opened.status()).isEqualTo(201);
        payments.stripe().pay(sessionId(opened), TestPaymentMethod.CARD);
        assertThat(fixture.status(opened)).isEqualTo("paid");
    }

    private static void assertRefused(HandlerResponse response, String limit) {
        assertThat(response.status()).isEqualTo(429);
        assertThat(response.text("code")).isEqualTo("daily-top-ups-reached");
        assertThat(response.text("limit")).isEqualTo(limit);
        assertThat(response.headers()).containsKey("retry-after");
    }

    private long segmentCount() {
        return DynamoDbFixture.accountQueries()
                .currentAccount(fixture.organisation(), payments.clock().instant())
                .segmentCount();
    }

    private Duration untilTomorrow() {
        Instant now = payments.clock().instant();
        var tomorrow = LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(1);
        return Duration.between(now, tomorrow.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
