package credits.function.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.event.AccountEvent;
import credits.identity.PaymentId;
import credits.local.stripe.account.TestPaymentMethod;
import credits.payment.Payment;
import credits.payment.PaymentStatus;
import credits.retry.ServiceUnavailableException;
import credits.stripe.PaymentFixture;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What needs a document at once, although nothing is posted to the account.
class DocumentsDueTest {
    private static final PaymentFixture PAYMENTS = new PaymentFixture();

    private final List<AccountEvent> requested = new ArrayList<>();
    private final HandlerInvoker webhook =
            new HandlerInvoker(new WebhookHandler(PAYMENTS.wiring(), 10, requested::add));
    private final Payment payment = PAYMENTS.openTopUp(PAYMENTS.newOrganisation(), 5_000);
    private final String session = PAYMENTS.sessionId(payment);
    private int delivered;

    @AfterAll
    static void close() {
        PAYMENTS.close();
    }

    @Test
    void a_lost_dispute_asks_for_its_credit_note_and_shows_that_the_bank_has_the_money() {
        PAYMENTS.stripe().pay(session, TestPaymentMethod.CARD);
        var dispute = PAYMENTS.stripe().openDispute(session, 6_100);
        deliverNewEvents(webhook);
        assertThat(PAYMENTS.stored(payment).status()).isEqualTo(PaymentStatus.DISPUTED);
        requested.clear();

        PAYMENTS.stripe().loseDispute(dispute);
        deliverNewEvents(webhook);

        assertThat(requested)
                .isNotEmpty()
                .allMatch(event -> event.toDelivery().contains(new PaymentId(payment.id()).toString()));
        assertThat(PAYMENTS.stored(payment).status()).isEqualTo(PaymentStatus.CHARGED_BACK);
        assertThat(PAYMENTS.balance(payment.organisation())).isEqualTo("0.00");
    }

    @Test
    void a_pending_refund_that_succeeds_asks_for_its_credit_note() {
        PAYMENTS.stripe().pay(session, TestPaymentMethod.CARD);
        var refund = PAYMENTS.stripe().refund(session, OptionalLong.of(6_100), true);
        deliverNewEvents(webhook);
        assertThat(PAYMENTS.balance(payment.organisation())).isEqualTo("0.00");
        requested.clear();

        PAYMENTS.stripe().succeedRefund(refund);
        deliverNewEvents(webhook);

        assertThat(requested).isNotEmpty();
    }

    @Test
    void a_payment_without_reversals_asks_for_nothing() {
        PAYMENTS.stripe().pay(session, TestPaymentMethod.CARD);

        deliverNewEvents(webhook);

        assertThat(requested).isEmpty();
    }

    /// Stripe repeats an event that is not answered by 200.
    @Test
    void an_event_whose_request_is_lost_is_delivered_again() {
        PAYMENTS.stripe().pay(session, TestPaymentMethod.CARD);
        deliverNewEvents(webhook);
        var _ = PAYMENTS.stripe().refund(session, 6_100);
        var failing = new HandlerInvoker(new WebhookHandler(PAYMENTS.wiring(), 10, _ -> {
            throw new ServiceUnavailableException("the queue");
        }));

        var events = PAYMENTS.events(payment);
        var event = events.getLast();

        assertThat(failing.callRoute(WebhookRequestFixture.signedNow(event, PAYMENTS))
                        .status())
                .isEqualTo(503);
        assertThat(webhook.callRoute(WebhookRequestFixture.signedNow(event, PAYMENTS))
                        .status())
                .isEqualTo(200);
        assertThat(requested).hasSize(1);
    }

    private void deliverNewEvents(HandlerInvoker handler) {
        var all = PAYMENTS.events(payment);
        for (var event : all.subList(delivered, all.size()))
            assertThat(handler.callRoute(WebhookRequestFixture.signedNow(event, PAYMENTS))
                            .status())
                    .isEqualTo(200);
        delivered = all.size();
    }
}
