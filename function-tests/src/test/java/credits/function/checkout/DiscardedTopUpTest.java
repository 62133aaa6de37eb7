package credits.function.checkout;

import static credits.function.checkout.TopUpFixture.sessionId;
import static org.assertj.core.api.Assertions.assertThat;

import credits.local.stripe.account.TestPaymentMethod;
import credits.local.stripe.api.ApiFault;
import credits.local.stripe.api.ApiFault.Kind;
import credits.stripe.PaymentFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Top-ups that a member discards before they are paid.
class DiscardedTopUpTest {
    private static final PaymentFixture PAYMENTS = new PaymentFixture();
    private final TopUpFixture fixture = TopUpFixture.withBillingProfile(PAYMENTS);

    @AfterAll
    static void close() {
        PAYMENTS.close();
    }

    @Test
    void the_payment_page_of_a_discarded_top_up_is_closed_and_another_may_be_opened() {
        var first = fixture.topUp(PAYMENTS.newKey(), "10.00");
        for (int each = 1; each < 5; each++)
            assertThat(fixture.topUp(PAYMENTS.newKey(), "10.00").status()).isEqualTo(201);
        assertThat(fixture.topUp(PAYMENTS.newKey(), "10.00").text("code")).isEqualTo("too-many-top-ups");

        var discarded = fixture.discard(first);

        assertThat(discarded.status()).isEqualTo(200);
        assertThat(discarded.text("status")).isEqualTo("expired");
        assertThat(PAYMENTS.stripe().object(sessionId(first)).path("status").asText())
                .isEqualTo("expired");
        assertThat(fixture.topUp(PAYMENTS.newKey(), "10.00").status()).isEqualTo(201);
    }

    @Test
    void a_top_up_that_was_paid_first_is_credited_and_stays_paid() {
        var opened = fixture.topUp(PAYMENTS.newKey(), "50.00");
        PAYMENTS.stripe().pay(sessionId(opened), TestPaymentMethod.CARD);

        assertThat(fixture.discard(opened).text("status")).isEqualTo("paid");
        assertThat(fixture.discard(opened).text("status")).isEqualTo("paid");
        assertThat(fixture.balance()).isEqualTo("50.00");
    }

    @Test
    void discarding_again_changes_nothing() {
        var opened = fixture.topUp(PAYMENTS.newKey(), "50.00");

        var first = fixture.discard(opened);

        assertThat(fixture.discard(opened).body()).isEqualTo(first.body());
    }

    @Test
    void a_discarded_top_up_whose_page_was_never_opened_cannot_be_resumed() {
        var key = PAYMENTS.newKey();
        PAYMENTS.stripe().faults().failNextOn("/v1/checkout/sessions", 9, ApiFault.before(Kind.RATE_LIMITED));
        assertThat(fixture.topUp(key, "50.00").status()).isEqualTo(503);
        PAYMENTS.stripe().faults().clear();

        assertThat(fixture.discard(key).text("status")).isEqualTo("expired");

        assertThat(fixture.topUp(key, "50.00").text("code")).isEqualTo("idempotency-conflict");
        assertThat(fixture.sessionCount(key)).isZero();
    }

    @Test
    void without_stripe_s_answer_a_top_up_stays_open() {
        var opened = fixture.topUp(PAYMENTS.newKey(), "50.00");
        var path = "/v1/checkout/sessions/" + sessionId(opened) + "/expire";
        PAYMENTS.stripe().faults().failNextOn(path, 9, ApiFault.before(Kind.RATE_LIMITED));

        var refused = fixture.discard(opened);
        PAYMENTS.stripe().faults().clear();

        assertThat(refused.status()).isEqualTo(503);
        assertThat(fixture.status(opened)).isEqualTo("open");
    }

    @Test
    void only_buyers_of_the_organisation_may_discard_its_top_ups() {
        var opened = fixture.topUp(PAYMENTS.newKey(), "50.00");
        var request = fixture.discardRequest(opened.text("id"));

        assertThat(fixture.call(request.signedInAs(fixture.organisation().value(), "[member]"))
                        .status())
                .isEqualTo(403);
        assertThat(fixture.call(request.signedInAs("somebody_else", "[owner]")).status())
                .isEqualTo(404);
        assertThat(fixture.status(opened)).isEqualTo("open");
    }
}
