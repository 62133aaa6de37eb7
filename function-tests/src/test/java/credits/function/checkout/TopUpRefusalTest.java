package credits.function.checkout;

import static credits.function.checkout.TopUpFixture.sessionId;
import static org.assertj.core.api.Assertions.assertThat;

import credits.TestRequest;
import credits.identity.UniqueId;
import credits.ledger.DynamoDbFixture;
import credits.local.stripe.account.TestPaymentMethod;
import credits.stripe.PaymentFixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Top-ups that are refused before a payment starts.
class TopUpRefusalTest {
    private static final PaymentFixture PAYMENTS = new PaymentFixture();
    private final TopUpFixture fixture = TopUpFixture.withoutBillingProfile(PAYMENTS);

    @AfterAll
    static void close() {
        PAYMENTS.close();
    }

    @Test
    void without_a_billing_profile_a_key_is_refused_for_good_and_a_new_key_works() {
        var key = PAYMENTS.newKey();
        var refused = fixture.topUp(key, "50.00");
        fixture.saveBillingProfile();

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("code")).isEqualTo("billing-profile-required");
        assertThat(fixture.topUp(key, "50.00").text("code")).isEqualTo("billing-profile-required");
        assertThat(fixture.topUp(PAYMENTS.newKey(), "50.00").status()).isEqualTo(201);
    }

    @Test
    void at_most_five_of_twelve_concurrent_top_ups_are_open() throws Exception {
        fixture.saveBillingProfile();
        var tasks = IntStream.range(0, 12)
                .mapToObj(_ -> (Callable<Integer>) () -> {
                    var request = fixture.request(PAYMENTS.newKey(), "10.00");
                    return fixture.withSettings(PAYMENTS.wiring(), Map.of())
                            .call(request)
                            .status();
                })
                .toList();

        int opened = 0;
        try (var threads = Executors.newFixedThreadPool(12)) {
            for (var answer : threads.invokeAll(tasks)) if (answer.get() == 201) opened++;
        }

        assertThat(opened).isLessThanOrEqualTo(5);
        assertThat(PAYMENTS.wiring()
                        .paymentLedger()
                        .store()
                        .findPayable(fixture.organisation(), PAYMENTS.clock().instant(), 100))
                .hasSize(opened);
    }

    @Test
    void a_sixth_open_top_up_is_refused_until_one_is_paid() {
        fixture.saveBillingProfile();
        var first = fixture.topUp(PAYMENTS.newKey(), "10.00");
        for (int each = 1; each < 5; each++)
            assertThat(fixture.topUp(PAYMENTS.newKey(), "10.00").status()).isEqualTo(201);

        var key = PAYMENTS.newKey();
        var refused = fixture.topUp(key, "10.00");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text("code")).isEqualTo("too-many-top-ups");
        assertThat(PAYMENTS.wiring().paymentLedger().store().find(fixture.organisation(), key))
                .as("what is refused leaves nothing behind")
                .isEmpty();
        PAYMENTS.stripe().pay(sessionId(first), TestPaymentMethod.CARD);
        assertThat(fixture.status(first)).isEqualTo("paid");

        assertThat(fixture.topUp(key, "10.00").status()).isEqualTo(201);
    }

    /// Their records were written, and then Stripe did not answer.
    @Test
    void top_ups_whose_page_was_never_opened_do_not_keep_an_organisation_from_buying() {
        try (var payments = new PaymentFixture()) {
            var buyer = TopUpFixture.withBillingProfile(payments);
            var abandoned = abandonTopUps(5, buyer, payments);

            payments.clock().advance(Duration.ofMinutes(1));

            for (int each = 0; each < 5; each++)
                assertThat(buyer.topUp(payments.newKey(), "10.00").status()).isEqualTo(201);
            assertThat(buyer.topUp(payments.newKey(), "10.00").text("code")).isEqualTo("too-many-top-ups");
            assertThat(buyer.topUp(abandoned.getFirst(), "10.00").text("code")).isEqualTo("too-many-top-ups");
        }
    }

    @Test
    void a_top_up_whose_page_was_never_opened_expires_even_if_stripe_never_answers() {
        try (var payments = new PaymentFixture()) {
            var buyer = TopUpFixture.withBillingProfile(payments);
            var key = abandonTopUps(1, buyer, payments).getFirst();

            payments.clock().advance(Duration.ofHours(2).minus(TopUpFixture.POLL_INTERVAL));
            assertThat(buyer.status(key)).isEqualTo("open");
            payments.clock().advance(Duration.ofSeconds(1));

            assertThat(withoutStripe(buyer, payments).status(key)).isEqualTo("expired");
            assertThat(buyer.topUp(key, "10.00").status()).isEqualTo(422);
        }
    }

    /// An unpaid page is closed by Stripe in time. If nobody asked Stripe since, that does not matter either.
    @Test
    void top_ups_whose_time_is_over_do_not_keep_an_organisation_from_buying() {
        try (var payments = new PaymentFixture()) {
            var buyer = TopUpFixture.withBillingProfile(payments);
            for (int each = 0; each < 5; each++)
                assertThat(buyer.topUp(payments.newKey(), "10.00").status()).isEqualTo(201);

            payments.clock().advance(Duration.ofHours(2));

            assertThat(buyer.topUp(payments.newKey(), "10.00").status()).isEqualTo(201);
        }
    }

    private static List<UniqueId> abandonTopUps(int count, TopUpFixture buyer, PaymentFixture payments) {
        var keys = Stream.generate(payments::newKey).limit(count).toList();
        for (var key : keys)
            assertThat(withoutStripe(buyer, payments).topUp(key, "10.00").status())
                    .isEqualTo(503);
        return keys;
    }

    private static TopUpFixture withoutStripe(TopUpFixture buyer, PaymentFixture payments) {
        return buyer.withSettings(payments.wiringAt("http://localhost:1", DynamoDbFixture.DYNAMO), Map.of());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "0.99, 422",
        "1, 201",
        "1.00, 201",
        "1.005, 422",
        "10000, 201",
        "10000.01, 422",
        "-5, 422",
        "0, 422",
        "1e3, 400",
        "NaN, 400",
        "１００, 400",
        "99999999999999999999, 422"
    })
    void an_amount_is_whole_cents_within_the_bounds(String amount, int status) {
        fixture.saveBillingProfile();

        assertThat(fixture.topUp(PAYMENTS.newKey(), amount).status()).isEqualTo(status);
    }

    @Test
    void a_key_made_more_than_35_days_ago_is_refused() {
        fixture.saveBillingProfile();
        var tooOld = PAYMENTS.clock().instant().minus(UniqueId.MAX_AGE).toEpochMilli() - 1;

        assertThat(fixture.topUp(new UniqueId(tooOld << 16, 1), "10.00").status())
                .isEqualTo(400);
    }

    @Test
    void a_member_without_permission_a_future_key_and_another_organisation_s_top_up_are_refused() {
        fixture.saveBillingProfile();
        var opened = fixture.topUp(PAYMENTS.newKey(), "10.00");
        var ahead = new UniqueId(PAYMENTS.clock().instant().plusSeconds(301).toEpochMilli() << 16, 1);

        assertThat(fixture.call(fixture.request(PAYMENTS.newKey(), "10.00")
                                .signedInAs(fixture.organisation().value(), "[member]"))
                        .status())
                .isEqualTo(403);
        assertThat(fixture.topUp(ahead, "10.00").status()).isEqualTo(400);
        assertThat(fixture.call(TestRequest.of(
                                        "GET /v1/top_ups/{id}",
                                        opened.text("id"),
                                        PAYMENTS.clock().instant())
                                .signedInAs("somebody_else", "[owner]"))
                        .status())
                .isEqualTo(404);
    }
}
