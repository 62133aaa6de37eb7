package credits.function.checkout;

import static credits.function.checkout.TopUpFixture.sessionId;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker.HandlerResponse;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.ledger.DynamoDbFixture;
import credits.local.stripe.account.TestPaymentMethod;
import credits.local.stripe.api.ApiFault;
import credits.local.stripe.api.ApiFault.Kind;
import credits.stripe.PaymentFixture;
import credits.stripe.WorkerCrash;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The checkout function dies before or after each of its calls to the table or to Stripe; then the request is retried.
class CheckoutCrashTest {
    private static final PaymentFixture PAYMENTS = new PaymentFixture();
    private static final int MIN_CALLS = 8;

    @AfterAll
    static void close() {
        PAYMENTS.close();
    }

    @ParameterizedTest(name = "done before it dies: {0}")
    @CsvSource({"false", "true"})
    void after_a_crash_at_any_call_the_same_key_opens_one_session_and_credits_once(boolean afterCall) {
        int call = 0;
        for (boolean hasCrashed = true; hasCrashed; call++) {
            var fixture = TopUpFixture.withBillingProfile(PAYMENTS);
            var key = PAYMENTS.newKey();
            hasCrashed = crashesAt(call, afterCall, fixture, key);
            assertThat(fixture.balance()).isEqualTo("0.00");

            var opened = fixture.topUp(key, "50.00");
            PAYMENTS.stripe().pay(sessionId(opened), TestPaymentMethod.CARD);

            assertThat(fixture.status(opened)).as("call %d", call).isEqualTo("paid");
            assertThat(fixture.sessionCount(key)).isEqualTo(1);
            assertThat(fixture.topUp(key, "50.00").body()).isEqualTo(opened.body());
            assertThat(fixture.balance()).isEqualTo("50.00");
        }
        assertThat(call).isGreaterThan(MIN_CALLS);
    }

    /// F14: the session exists and is paid, but our record does not have it yet. The payment
    /// is credited nevertheless.
    @ParameterizedTest(name = "done before it dies: {0}")
    @CsvSource({"false", "true"})
    void after_a_crash_at_any_call_a_session_that_is_paid_is_credited_once(boolean afterCall) {
        int found = 0;
        boolean hasCrashed = true;
        for (int call = 0; hasCrashed; call++) {
            var fixture = TopUpFixture.withBillingProfile(PAYMENTS);
            var key = PAYMENTS.newKey();
            hasCrashed = crashesAt(call, afterCall, fixture, key);
            if (fixture.sessionCount(key) == 0) continue;
            found++;
            var page = sessionOf(PAYMENTS, key).orElseThrow();
            PAYMENTS.stripe().pay(page, TestPaymentMethod.CARD);

            var wiring = PAYMENTS.wiringOn(DynamoDbFixture.DYNAMO);
            var _ = wiring.fulfilment().apply(wiring.api().retrieveSession(page), false, PAYMENTS.source());
            var _ = wiring.fulfilment().apply(wiring.api().retrieveSession(page), false, PAYMENTS.source());

            assertThat(fixture.balance()).as("call %d", call).isEqualTo("50.00");
            assertThat(fixture.topUp(key, "50.00").status()).isEqualTo(201);
            assertThat(fixture.sessionCount(key)).isEqualTo(1);
        }
        assertThat(found).isPositive();
    }

    @ParameterizedTest(name = "done before it dies: {0}")
    @CsvSource({"false", "true"})
    void after_a_crash_while_polling_the_next_poll_credits_once(boolean afterCall) {
        int call = 0;
        for (boolean hasCrashed = true; hasCrashed; call++) {
            var fixture = TopUpFixture.withBillingProfile(PAYMENTS);
            var opened = fixture.topUp(PAYMENTS.newKey(), "50.00");
            PAYMENTS.stripe().pay(sessionId(opened), TestPaymentMethod.CARD);
            hasCrashed = crashesWhilePolling(call, afterCall, fixture, opened);

            assertThat(fixture.status(opened)).as("call %d", call).isEqualTo("paid");
            assertThat(fixture.status(opened)).isEqualTo("paid");
            assertThat(fixture.balance()).isEqualTo("50.00");
        }
        assertThat(call).isGreaterThan(MIN_CALLS / 2);
    }

    /// F18: Stripe expires idempotency keys after a day, so a retry would open a second session. A payment
    /// through the first session is credited, however late it is reported.
    @ParameterizedTest(name = "done before it dies: {0}")
    @CsvSource({"false", "true"})
    void a_day_after_a_crash_at_any_call_the_same_key_opens_no_second_session(boolean afterCall) {
        int call = 0;
        for (boolean hasCrashed = true; hasCrashed; call++) {
            try (var payments = new PaymentFixture()) {
                var fixture = TopUpFixture.withBillingProfile(payments);
                var key = payments.newKey();
                hasCrashed = crashesAt(call, afterCall, fixture, key, payments);
                var page = sessionOf(payments, key);
                page.ifPresent(each -> payments.stripe().pay(each, TestPaymentMethod.CARD));
                payments.clock().advance(Duration.ofHours(25));

                var again = fixture.topUp(key, "50.00");

                assertThat(again.status()).as("call %d", call).isIn(201, 422);
                // If it crashed before the record was written, the key is still unknown and counts as new.
                assertThat(fixture.sessionCount(key)).isEqualTo(page.isPresent() || again.status() == 201 ? 1 : 0);
                page.ifPresent(each -> {
                    var wiring = payments.wiringOn(DynamoDbFixture.DYNAMO);
                    var _ = wiring.fulfilment().apply(wiring.api().retrieveSession(each), false, payments.source());
                });
                assertThat(fixture.balance()).isEqualTo(page.isPresent() ? "50.00" : "0.00");
            }
        }
        assertThat(call).isGreaterThan(MIN_CALLS);
    }

    /// Each call to Stripe is lost on its way there or back; the library retries it.
    @ParameterizedTest(name = "{0}, done before it is lost: {1}")
    @CsvSource({
        "/v1/customers, false",
        "/v1/customers, true",
        "/v1/tax_rates, false",
        "/v1/tax_rates, true",
        "/v1/checkout/sessions, false",
        "/v1/checkout/sessions, true"
    })
    void whichever_stripe_call_is_lost_the_same_key_opens_one_session(String path, boolean done) {
        try (var payments = new PaymentFixture()) {
            var fixture = TopUpFixture.withBillingProfile(payments);
            var key = payments.newKey();
            payments.stripe()
                    .faults()
                    .failNextOn(
                            path,
                            9,
                            done ? ApiFault.after(Kind.CONNECTION_LOST) : ApiFault.before(Kind.CONNECTION_LOST));
            assertThat(fixture.topUp(key, "50.00").status()).isEqualTo(503);
            payments.stripe().faults().clear();

            var opened = fixture.topUp(key, "50.00");
            payments.stripe().pay(sessionId(opened), TestPaymentMethod.CARD);

            assertThat(fixture.status(opened)).isEqualTo("paid");
            assertThat(fixture.balance()).isEqualTo("50.00");
            assertThat(fixture.sessionCount(key)).isEqualTo(1);
            assertThat(payments.stripe().objects("customer")).hasSize(1);
            assertThat(payments.stripe().objects("tax_rate")).hasSize(1);
        }
    }

    private static Optional<String> sessionOf(PaymentFixture payments, UniqueId key) {
        var reference = new PaymentId(key).toString();
        return payments.stripe().objects("checkout.session").stream()
                .filter(each -> each.path("client_reference_id").asText().equals(reference))
                .map(each -> each.path("id").asText())
                .findFirst();
    }

    private static boolean crashesAt(int call, boolean afterCall, TopUpFixture fixture, UniqueId key) {
        return crashesAt(call, afterCall, fixture, key, PAYMENTS);
    }

    private static boolean crashesAt(
            int call, boolean afterCall, TopUpFixture fixture, UniqueId key, PaymentFixture payments) {
        var dynamo = WorkerCrash.at(call, afterCall, DynamoDbFixture.DYNAMO);
        var crashingFixture = fixture.withSettings(payments.wiringOn(dynamo), Map.of());
        try {
            var _ = crashingFixture.topUp(key, "50.00");
            return false;
        } catch (WorkerCrash workerCrash) {
            return true;
        }
    }

    private static boolean crashesWhilePolling(
            int call, boolean afterCall, TopUpFixture fixture, HandlerResponse opened) {
        var dynamo = WorkerCrash.at(call, afterCall, DynamoDbFixture.DYNAMO);
        var crashingFixture = fixture.withSettings(PAYMENTS.wiringOn(dynamo), Map.of());
        try {
            var _ = crashingFixture.find(opened);
            return false;
        } catch (WorkerCrash workerCrash) {
            return true;
        }
    }
}
