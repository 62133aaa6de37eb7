package credits.function.checkout;

import static credits.function.checkout.TopUpFixture.sessionId;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.local.stripe.account.TestPaymentMethod;
import credits.local.stripe.api.ApiFault;
import credits.local.stripe.api.ApiFault.Kind;
import credits.stripe.PaymentFixture;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Members who poll a top-up do not use up the requests that Stripe allows the whole platform.
class TopUpPollingTest {
    private static final PaymentFixture PAYMENTS = new PaymentFixture();
    private static final int MORE_THAN_ARE_SENT = 1_000;

    private final TopUpFixture fixture = TopUpFixture.withBillingProfile(PAYMENTS);
    private final TopUpFixture otherInstance = fixture.withSettings(PAYMENTS.wiring(), Map.of());

    private HandlerResponse opened = fixture.topUp(PAYMENTS.newKey(), "50.00");

    @AfterAll
    static void close() {
        PAYMENTS.close();
    }

    @BeforeEach
    void givenThatStripeHasJustBeenAsked() {
        assertThat(poll(fixture)).isEqualTo("open");
    }

    @AfterEach
    void endFaults() {
        PAYMENTS.stripe().faults().clear();
    }

    @Test
    void within_five_seconds_the_record_answers_everybody() {
        PAYMENTS.stripe()
                .faults()
                .failNextOn("/v1/checkout/sessions", MORE_THAN_ARE_SENT, ApiFault.before(Kind.CONNECTION_LOST));

        for (int i = 0; i < 50; i++) {
            assertThat(poll(fixture)).isEqualTo("open");
            assertThat(poll(otherInstance)).isEqualTo("open");
        }
    }

    @Test
    void after_five_seconds_one_of_them_asks_stripe_again() {
        PAYMENTS.stripe().pay(sessionId(opened), TestPaymentMethod.CARD);

        PAYMENTS.clock().advance(Duration.ofMillis(4_999));
        assertThat(poll(otherInstance)).isEqualTo("open");
        PAYMENTS.clock().advance(Duration.ofMillis(1));
        assertThat(poll(otherInstance)).isEqualTo("paid");
        assertThat(poll(fixture)).isEqualTo("paid");
        assertThat(fixture.balance()).isEqualTo("50.00");
    }

    @Test
    void an_event_from_stripe_is_seen_at_once() {
        var id = sessionId(opened);
        PAYMENTS.stripe().pay(id, TestPaymentMethod.CARD);
        var session = PAYMENTS.wiring().api().retrieveSession(id);
        var _ = PAYMENTS.wiring().fulfilment().apply(session, false, PAYMENTS.source());

        assertThat(poll(otherInstance)).isEqualTo("paid");
    }

    @Test
    void a_member_who_may_not_read_billing_data_sees_the_status_and_no_payment_page() {
        var request = TestRequest.of(
                        "GET /v1/top_ups/{id}",
                        opened.text("id"),
                        PAYMENTS.clock().instant())
                .signedInAs(fixture.organisation().value(), "[member]");

        var seen = fixture.call(request);

        assertThat(seen.text("status")).isEqualTo("open");
        assertThat(seen.body().path("checkout_url").isNull()).isTrue();
        assertThat(fixture.poll(opened.text("id")).text("checkout_url")).isEqualTo(opened.text("checkout_url"));
    }

    private String poll(TopUpFixture instance) {
        return instance.poll(opened.text("id")).text("status");
    }
}
