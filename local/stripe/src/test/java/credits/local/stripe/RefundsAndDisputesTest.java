package credits.local.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.BalanceTransaction;
import com.stripe.param.BalanceTransactionListParams;
import com.stripe.param.RefundCreateParams;
import credits.local.stripe.account.TestPaymentMethod;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefundsAndDisputesTest {
    private final FakeStripeFixture fixture = new FakeStripeFixture();
    private String sessionId = "";

    @BeforeEach
    void pay() throws StripeException {
        sessionId = fixture.openSession(10_000).getId();
        fixture.stripe.pay(sessionId, TestPaymentMethod.CARD);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void the_events_of_a_payment_are_in_order() {
        assertThat(eventTypes())
                .containsExactly(
                        "payment_intent.created",
                        "charge.succeeded",
                        "payment_intent.succeeded",
                        "checkout.session.completed");
    }

    @Test
    void a_debit_completes_unpaid_and_succeeds_when_the_bank_confirms_it() throws StripeException {
        var debit = fixture.openSession(5_000).getId();
        fixture.stripe.pay(debit, TestPaymentMethod.SEPA_PAID_LATER);

        fixture.stripe.succeedDebit(debit);
        fixture.stripe.succeedDebit(debit);

        assertThat(eventTypes().subList(4, eventTypes().size()))
                .containsExactly(
                        "payment_intent.created",
                        "payment_intent.processing",
                        "charge.pending",
                        "checkout.session.completed",
                        "charge.succeeded",
                        "payment_intent.succeeded",
                        "checkout.session.async_payment_succeeded");
        assertThat(fixture.stripe
                        .events()
                        .get(7)
                        .at("/data/object/payment_status")
                        .asText())
                .isEqualTo("unpaid");
    }

    @Test
    void partial_refunds_add_up_until_nothing_is_left() throws StripeException {
        var _ = fixture.client
                .v1()
                .refunds()
                .create(RefundCreateParams.builder()
                        .setPaymentIntent(fixture.stripe.paymentIntentOf(sessionId))
                        .setAmount(2_500L)
                        .build());
        var partly = charge();
        var _ = fixture.stripe.refund(sessionId, 7_500);
        var wholly = charge();

        assertThat(partly.getAmountRefunded()).isEqualTo(2_500);
        assertThat(partly.getRefunded()).isFalse();
        assertThat(wholly.getAmountRefunded()).isEqualTo(10_000);
        assertThat(wholly.getRefunded()).isTrue();
        assertThatThrownBy(() -> fixture.client
                        .v1()
                        .refunds()
                        .create(RefundCreateParams.builder()
                                .setPaymentIntent(fixture.stripe.paymentIntentOf(sessionId))
                                .build()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("already been refunded");
    }

    @Test
    void a_failed_refund_returns_the_money_to_the_seller() throws StripeException {
        var refund = fixture.stripe.refund(sessionId, 2_500);

        fixture.stripe.failRefund(refund);
        fixture.stripe.failRefund(refund);

        assertThat(fixture.client.v1().refunds().retrieve(refund).getStatus()).isEqualTo("failed");
        assertThat(charge().getAmountRefunded()).isZero();
        assertThat(eventTypes().subList(4, eventTypes().size()))
                .containsExactly(
                        "refund.created",
                        "charge.refunded",
                        "refund.failed",
                        "refund.updated",
                        "charge.refund.updated");
        assertThat(balanceChanges()).containsExactly(10_000L, -2_500L, 2_500L);
    }

    @Test
    void a_dispute_withdraws_the_money_and_winning_it_reinstates_it() throws StripeException {
        var dispute = fixture.stripe.openDispute(sessionId, 4_000);
        var open = fixture.client.v1().disputes().retrieve(dispute).getStatus();

        fixture.stripe.winDispute(dispute);
        fixture.stripe.winDispute(dispute);

        assertThat(open).isEqualTo("needs_response");
        assertThat(fixture.client.v1().disputes().retrieve(dispute).getStatus()).isEqualTo("won");
        assertThat(eventTypes().subList(4, eventTypes().size()))
                .containsExactly(
                        "charge.dispute.created",
                        "charge.dispute.funds_withdrawn",
                        "charge.dispute.closed",
                        "charge.dispute.funds_reinstated");
        assertThat(balanceChanges()).containsExactly(10_000L, -4_000L, 4_000L);
    }

    @Test
    void a_dispute_the_seller_concedes_is_lost() throws StripeException {
        var dispute = fixture.stripe.openDispute(sessionId, 10_000);

        var closed = fixture.client.v1().disputes().close(dispute);

        assertThat(closed.getStatus()).isEqualTo("lost");
        assertThat(balanceChanges()).containsExactly(10_000L, -10_000L);
        assertThatThrownBy(() -> fixture.client.v1().disputes().close(dispute))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("already closed");
    }

    private com.stripe.model.Charge charge() throws StripeException {
        var charge = fixture.stripe
                .object(fixture.stripe.paymentIntentOf(sessionId))
                .path("latest_charge")
                .asText();
        return fixture.client.v1().charges().retrieve(charge);
    }

    private List<String> eventTypes() {
        return fixture.stripe.events().stream()
                .map(event -> event.path("type").asText())
                .toList();
    }

    /// The amounts of the balance transactions, oldest first, in cents and before fees.
    private List<Long> balanceChanges() throws StripeException {
        return fixture
                .client
                .v1()
                .balanceTransactions()
                .list(BalanceTransactionListParams.builder().setLimit(100L).build())
                .getData()
                .reversed()
                .stream()
                .map(BalanceTransaction::getAmount)
                .toList();
    }
}
