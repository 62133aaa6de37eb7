package credits.local.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionRetrieveParams;
import credits.local.stripe.account.TestPaymentMethod;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckoutSessionTest {
    private final FakeStripeFixture fixture = new FakeStripeFixture();

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void a_session_is_open_until_it_is_paid_by_card() throws StripeException {
        var session = fixture.openSession(10_000);

        var done = fixture.stripe.pay(session.getId(), TestPaymentMethod.CARD);

        assertThat(session.getStatus()).isEqualTo("open");
        assertThat(session.getPaymentStatus()).isEqualTo("unpaid");
        assertThat(session.getUrl()).startsWith(fixture.stripe.address() + "/c/pay/cs_test_");
        assertThat(session.getAdaptivePricing().getEnabled()).isFalse();
        assertThat(session.getPaymentIntent()).isNull();
        assertThat(done).isTrue();
        var paid = fixture.retrieve(session);
        assertThat(paid.getStatus()).isEqualTo("complete");
        assertThat(paid.getPaymentStatus()).isEqualTo("paid");
        assertThat(paid.getAmountSubtotal()).isEqualTo(10_000);
        assertThat(paid.getAmountTotal()).isEqualTo(10_000);
        assertThat(paid.getMetadata()).containsEntry("organisation", "org_acme");
        assertThat(paid.getPaymentIntent()).startsWith("pi_");
    }

    @Test
    void expanded_properties_hold_whole_objects() throws StripeException {
        var session = fixture.openSession(10_000);
        fixture.stripe.pay(session.getId(), TestPaymentMethod.CARD);

        var expanded = expanded(session);

        var intent = expanded.getPaymentIntentObject();
        assertThat(intent.getAmountReceived()).isEqualTo(10_000);
        assertThat(intent.getLatestChargeObject().getPaid()).isTrue();
        assertThat(expanded.getLineItems().getData())
                .singleElement()
                .satisfies(item -> assertThat(item.getAmountTotal()).isEqualTo(10_000));
        assertThat(expanded.getTotalDetails().getBreakdown().getTaxes()).isEmpty();
    }

    @Test
    void a_declined_card_leaves_the_session_open_for_another_attempt() throws StripeException {
        var session = fixture.openSession(10_000);

        var done = fixture.stripe.pay(session.getId(), TestPaymentMethod.DECLINED_CARD);

        assertThat(done).isFalse();
        assertThat(fixture.retrieve(session).getStatus()).isEqualTo("open");
        assertThat(expanded(session)
                        .getPaymentIntentObject()
                        .getLastPaymentError()
                        .getCode())
                .isEqualTo("card_declined");
        assertThat(fixture.stripe.pay(session.getId(), TestPaymentMethod.CARD)).isTrue();
        assertThat(fixture.retrieve(session).getPaymentStatus()).isEqualTo("paid");
    }

    @Test
    void a_debit_is_paid_when_the_bank_confirms_it_days_later() throws StripeException {
        var session = fixture.openSession(10_000);
        fixture.stripe.pay(session.getId(), TestPaymentMethod.SEPA_PAID_LATER);
        var before = fixture.retrieve(session);

        fixture.advance(Duration.ofDays(5));
        fixture.stripe.tick();

        assertThat(before.getStatus()).isEqualTo("complete");
        assertThat(before.getPaymentStatus()).isEqualTo("unpaid");
        assertThat(fixture.retrieve(session).getPaymentStatus()).isEqualTo("paid");
    }

    @Test
    void a_debit_that_the_bank_returns_is_never_paid() throws StripeException {
        var session = fixture.openSession(10_000);
        fixture.stripe.pay(session.getId(), TestPaymentMethod.SEPA_FAILED_LATER);

        fixture.advance(Duration.ofDays(5));
        fixture.stripe.tick();

        assertThat(fixture.retrieve(session).getPaymentStatus()).isEqualTo("unpaid");
        assertThat(expanded(session).getPaymentIntentObject().getStatus()).isEqualTo("requires_payment_method");
    }

    @Test
    void a_pending_debit_is_not_settled_by_time() throws StripeException {
        var session = fixture.openSession(10_000);
        fixture.stripe.pay(session.getId(), TestPaymentMethod.SEPA_UNANSWERED);

        fixture.advance(Duration.ofDays(5));
        fixture.stripe.tick();

        assertThat(fixture.retrieve(session).getStatus()).isEqualTo("complete");
        assertThat(fixture.retrieve(session).getPaymentStatus()).isEqualTo("unpaid");
        assertThat(expanded(session).getPaymentIntentObject().getStatus()).isEqualTo("processing");
    }

    @Test
    void an_expired_session_cannot_be_paid() throws StripeException {
        var session = fixture.client
                .v1()
                .checkout()
                .sessions()
                .create(FakeStripeFixture.sessionParams(10_000)
                        .setExpiresAt(FakeStripeFixture.START.plusSeconds(1800).getEpochSecond())
                        .build());

        fixture.advance(Duration.ofMinutes(30));

        assertThat(fixture.stripe.pay(session.getId(), TestPaymentMethod.CARD)).isFalse();
        assertThat(fixture.retrieve(session).getStatus()).isEqualTo("expired");
    }

    @Test
    void a_session_expired_by_the_seller_cannot_be_paid_or_expired_again() throws StripeException {
        var session = fixture.openSession(10_000);

        var ended = fixture.client.v1().checkout().sessions().expire(session.getId());

        assertThat(ended.getStatus()).isEqualTo("expired");
        assertThat(fixture.stripe.pay(session.getId(), TestPaymentMethod.CARD)).isFalse();
        assertThatThrownBy(() -> fixture.client.v1().checkout().sessions().expire(session.getId()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("can be expired");
    }

    private Session expanded(Session session) throws StripeException {
        return fixture.client
                .v1()
                .checkout()
                .sessions()
                .retrieve(
                        session.getId(),
                        SessionRetrieveParams.builder()
                                .addExpand("payment_intent.latest_charge")
                                .addExpand("line_items")
                                .addExpand("total_details.breakdown")
                                .build());
    }
}
