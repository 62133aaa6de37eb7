package credits.local.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionRetrieveParams;
import credits.local.stripe.account.Method;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckoutTest {
    private final Seller seller = new Seller();

    @AfterEach
    void stop() {
        seller.close();
    }

    @Test
    void a_session_is_open_until_it_is_paid_by_card() throws StripeException {
        var session = seller.open(10_000);

        var done = seller.stripe.pay(session.getId(), Method.CARD);

        assertThat(session.getStatus()).isEqualTo("open");
        assertThat(session.getPaymentStatus()).isEqualTo("unpaid");
        assertThat(session.getUrl()).startsWith(seller.stripe.address() + "/c/pay/cs_test_");
        assertThat(session.getAdaptivePricing().getEnabled()).isFalse();
        assertThat(session.getPaymentIntent()).isNull();
        assertThat(done).isTrue();
        var paid = seller.read(session);
        assertThat(paid.getStatus()).isEqualTo("complete");
        assertThat(paid.getPaymentStatus()).isEqualTo("paid");
        assertThat(paid.getAmountSubtotal()).isEqualTo(10_000);
        assertThat(paid.getAmountTotal()).isEqualTo(10_000);
        assertThat(paid.getMetadata()).containsEntry("organisation", "org_acme");
        assertThat(paid.getPaymentIntent()).startsWith("pi_");
    }

    @Test
    void whole_objects_stand_where_the_caller_expands_them() throws StripeException {
        var session = seller.open(10_000);
        seller.stripe.pay(session.getId(), Method.CARD);

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
    void a_declined_card_leaves_the_session_open_for_another_try() throws StripeException {
        var session = seller.open(10_000);

        var done = seller.stripe.pay(session.getId(), Method.DECLINED_CARD);

        assertThat(done).isFalse();
        assertThat(seller.read(session).getStatus()).isEqualTo("open");
        assertThat(expanded(session)
                        .getPaymentIntentObject()
                        .getLastPaymentError()
                        .getCode())
                .isEqualTo("card_declined");
        assertThat(seller.stripe.pay(session.getId(), Method.CARD)).isTrue();
        assertThat(seller.read(session).getPaymentStatus()).isEqualTo("paid");
    }

    @Test
    void a_debit_is_paid_when_the_bank_honours_it_days_later() throws StripeException {
        var session = seller.open(10_000);
        seller.stripe.pay(session.getId(), Method.SEPA_PAID_LATER);
        var before = seller.read(session);

        seller.pass(Duration.ofDays(5));
        seller.stripe.tick();

        assertThat(before.getStatus()).isEqualTo("complete");
        assertThat(before.getPaymentStatus()).isEqualTo("unpaid");
        assertThat(seller.read(session).getPaymentStatus()).isEqualTo("paid");
    }

    @Test
    void a_debit_that_the_bank_returns_is_never_paid() throws StripeException {
        var session = seller.open(10_000);
        seller.stripe.pay(session.getId(), Method.SEPA_FAILED_LATER);

        seller.pass(Duration.ofDays(5));
        seller.stripe.tick();

        assertThat(seller.read(session).getPaymentStatus()).isEqualTo("unpaid");
        assertThat(expanded(session).getPaymentIntentObject().getStatus()).isEqualTo("requires_payment_method");
    }

    @Test
    void a_debit_that_waits_for_the_dashboard_is_answered_by_no_time() throws StripeException {
        var session = seller.open(10_000);
        seller.stripe.pay(session.getId(), Method.SEPA_UNANSWERED);

        seller.pass(Duration.ofDays(5));
        seller.stripe.tick();

        assertThat(seller.read(session).getStatus()).isEqualTo("complete");
        assertThat(seller.read(session).getPaymentStatus()).isEqualTo("unpaid");
        assertThat(expanded(session).getPaymentIntentObject().getStatus()).isEqualTo("processing");
    }

    @Test
    void a_session_that_is_over_its_time_cannot_be_paid() throws StripeException {
        var session = seller.client
                .v1()
                .checkout()
                .sessions()
                .create(Seller.session(10_000)
                        .setExpiresAt(Seller.BEGIN.plusSeconds(1800).getEpochSecond())
                        .build());

        seller.pass(Duration.ofMinutes(30));

        assertThat(seller.stripe.pay(session.getId(), Method.CARD)).isFalse();
        assertThat(seller.read(session).getStatus()).isEqualTo("expired");
    }

    @Test
    void a_session_that_the_seller_ends_cannot_be_paid_nor_ended_again() throws StripeException {
        var session = seller.open(10_000);

        var ended = seller.client.v1().checkout().sessions().expire(session.getId());

        assertThat(ended.getStatus()).isEqualTo("expired");
        assertThat(seller.stripe.pay(session.getId(), Method.CARD)).isFalse();
        assertThatThrownBy(() -> seller.client.v1().checkout().sessions().expire(session.getId()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("can be expired");
    }

    private Session expanded(Session session) throws StripeException {
        return seller.client
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
