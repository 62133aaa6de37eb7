package credits.local.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.BalanceTransaction;
import com.stripe.param.BalanceTransactionListParams;
import com.stripe.param.RefundCreateParams;
import credits.local.stripe.account.Method;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AfterwardsTest {
    private final Seller seller = new Seller();
    private String session = "";

    @BeforeEach
    void pay() throws StripeException {
        session = seller.open(10_000).getId();
        seller.stripe.pay(session, Method.CARD);
    }

    @AfterEach
    void stop() {
        seller.close();
    }

    @Test
    void a_payment_is_told_in_the_order_in_which_it_happens() {
        assertThat(types())
                .containsExactly(
                        "payment_intent.created",
                        "charge.succeeded",
                        "payment_intent.succeeded",
                        "checkout.session.completed");
    }

    @Test
    void a_debit_completes_unpaid_and_is_told_again_when_the_bank_answers() throws StripeException {
        var debit = seller.open(5_000).getId();
        seller.stripe.pay(debit, Method.SEPA_PAID_LATER);

        seller.stripe.honour(debit);
        seller.stripe.honour(debit);

        assertThat(types().subList(4, types().size()))
                .containsExactly(
                        "payment_intent.created",
                        "payment_intent.processing",
                        "charge.pending",
                        "checkout.session.completed",
                        "charge.succeeded",
                        "payment_intent.succeeded",
                        "checkout.session.async_payment_succeeded");
        assertThat(seller.stripe
                        .events()
                        .get(7)
                        .at("/data/object/payment_status")
                        .asText())
                .isEqualTo("unpaid");
    }

    @Test
    void refunds_in_parts_add_up_on_the_charge_until_nothing_is_left() throws StripeException {
        var _ = seller.client
                .v1()
                .refunds()
                .create(RefundCreateParams.builder()
                        .setPaymentIntent(seller.stripe.intentOf(session))
                        .setAmount(2_500L)
                        .build());
        var partly = charge();
        var _ = seller.stripe.refund(session, 7_500);
        var wholly = charge();

        assertThat(partly.getAmountRefunded()).isEqualTo(2_500);
        assertThat(partly.getRefunded()).isFalse();
        assertThat(wholly.getAmountRefunded()).isEqualTo(10_000);
        assertThat(wholly.getRefunded()).isTrue();
        assertThatThrownBy(() -> seller.client
                        .v1()
                        .refunds()
                        .create(RefundCreateParams.builder()
                                .setPaymentIntent(seller.stripe.intentOf(session))
                                .build()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("already been refunded");
    }

    @Test
    void a_failed_refund_gives_the_money_back_to_the_seller() throws StripeException {
        var refund = seller.stripe.refund(session, 2_500);

        seller.stripe.failRefund(refund);
        seller.stripe.failRefund(refund);

        assertThat(seller.client.v1().refunds().retrieve(refund).getStatus()).isEqualTo("failed");
        assertThat(charge().getAmountRefunded()).isZero();
        assertThat(types().subList(4, types().size()))
                .containsExactly(
                        "refund.created",
                        "charge.refunded",
                        "refund.failed",
                        "refund.updated",
                        "charge.refund.updated");
        assertThat(moved()).containsExactly(10_000L, -2_500L, 2_500L);
    }

    @Test
    void a_dispute_takes_the_money_and_a_won_one_brings_it_back() throws StripeException {
        var dispute = seller.stripe.dispute(session, 4_000);
        var open = seller.client.v1().disputes().retrieve(dispute).getStatus();

        seller.stripe.win(dispute);
        seller.stripe.win(dispute);

        assertThat(open).isEqualTo("needs_response");
        assertThat(seller.client.v1().disputes().retrieve(dispute).getStatus()).isEqualTo("won");
        assertThat(types().subList(4, types().size()))
                .containsExactly(
                        "charge.dispute.created",
                        "charge.dispute.funds_withdrawn",
                        "charge.dispute.closed",
                        "charge.dispute.funds_reinstated");
        assertThat(moved()).containsExactly(10_000L, -4_000L, 4_000L);
    }

    @Test
    void a_dispute_that_the_seller_gives_in_to_is_lost() throws StripeException {
        var dispute = seller.stripe.dispute(session, 10_000);

        var closed = seller.client.v1().disputes().close(dispute);

        assertThat(closed.getStatus()).isEqualTo("lost");
        assertThat(moved()).containsExactly(10_000L, -10_000L);
        assertThatThrownBy(() -> seller.client.v1().disputes().close(dispute))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("already closed");
    }

    private com.stripe.model.Charge charge() throws StripeException {
        var charge = seller.stripe
                .object(seller.stripe.intentOf(session))
                .path("latest_charge")
                .asText();
        return seller.client.v1().charges().retrieve(charge);
    }

    private List<String> types() {
        return seller.stripe.events().stream()
                .map(event -> event.path("type").asText())
                .toList();
    }

    /// The amounts of the balance transactions, oldest first, in cents and before fees.
    private List<Long> moved() throws StripeException {
        return seller
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
