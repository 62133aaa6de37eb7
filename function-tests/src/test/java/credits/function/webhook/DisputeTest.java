package credits.function.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.HandlerInvoker;
import credits.local.stripe.account.TestPaymentMethod;
import credits.payment.Payment;
import credits.payment.PaymentStatus;
import credits.stripe.PaymentFixture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Disputes that the account cannot follow by itself: they are quarantined, with an alarm.
class DisputeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PaymentFixture PAYMENTS = new PaymentFixture();

    private final HandlerInvoker webhook = new HandlerInvoker(new WebhookHandler(PAYMENTS.wiring(), 10, _ -> {}));
    private final Payment payment = PAYMENTS.openTopUp(PAYMENTS.newOrganisation(), 5_000);
    private final String session = PAYMENTS.sessionId(payment);

    @AfterAll
    static void close() {
        PAYMENTS.close();
    }

    /// Half of the cents of another currency are not half of the payment.
    @ParameterizedTest(name = "dispute first: {0}")
    @ValueSource(booleans = {false, true})
    void a_dispute_in_another_currency_takes_nothing_whenever_it_arrives(boolean disputeFirst) throws Exception {
        PAYMENTS.stripe().pay(session, TestPaymentMethod.CARD);
        var paid = newEvents();
        var dispute = PAYMENTS.stripe().openDispute(session, 3_050);
        var disputed = inUsd(newEvents());

        (disputeFirst ? disputed : paid).forEach(this::deliver);
        (disputeFirst ? paid : disputed).forEach(this::deliver);

        assertThat(PAYMENTS.balance(payment.organisation())).isEqualTo("50.00");
        assertThat(PAYMENTS.stored(payment).status()).isEqualTo(PaymentStatus.PAID);
        assertThat(webhook.log())
                .contains("{\"alarm\":\"payment_quarantined\",\"reason\":\"currency\",\"object\":\"" + dispute + "\"");
    }

    @Test
    void a_dispute_in_another_currency_of_a_payment_that_is_not_ours_raises_no_alarm() throws Exception {
        PAYMENTS.stripe().pay(session, TestPaymentMethod.CARD);
        var _ = newEvents();
        var _ = PAYMENTS.stripe().openDispute(session, 3_050);

        inUsd(newEvents()).forEach(this::deliver);

        assertThat(webhook.log()).doesNotContain("quarantined");
    }

    @Test
    void a_dispute_that_is_won_and_then_lost_raises_an_alarm_and_takes_nothing() {
        PAYMENTS.stripe().pay(session, TestPaymentMethod.CARD);
        var dispute = PAYMENTS.stripe().openDispute(session, 6_100);
        PAYMENTS.stripe().winDispute(dispute);
        newEvents().forEach(this::deliver);
        assertThat(webhook.log()).doesNotContain("quarantined");

        PAYMENTS.stripe().overturnDispute(dispute);
        newEvents().forEach(this::deliver);

        assertThat(webhook.log())
                .contains(
                        "{\"alarm\":\"payment_quarantined\",\"reason\":\"overturned\",\"object\":\"" + dispute + "\"");
        assertThat(PAYMENTS.balance(payment.organisation())).isEqualTo("50.00");
    }

    /// The loss is known first: what came last at Stripe decides, not what arrived last.
    @Test
    void a_dispute_whose_victory_is_reported_after_its_loss_raises_an_alarm_too() {
        PAYMENTS.stripe().pay(session, TestPaymentMethod.CARD);
        var dispute = PAYMENTS.stripe().openDispute(session, 6_100);
        newEvents().forEach(this::deliver);
        PAYMENTS.stripe().winDispute(dispute);
        var won = newEvents();
        PAYMENTS.stripe().overturnDispute(dispute);
        newEvents().forEach(this::deliver);

        won.forEach(this::deliver);

        assertThat(webhook.log()).contains("\"reason\":\"overturned\"");
    }

    private int delivered;

    /// The events of the payment since the last call.
    private List<String> newEvents() {
        var all = PAYMENTS.events(payment);
        var newer = all.subList(delivered, all.size());
        delivered = all.size();
        return newer;
    }

    private static List<String> inUsd(List<String> events) throws JsonProcessingException {
        var changed = new ArrayList<String>();
        for (var event : events) {
            var tree = JSON.readTree(event);
            ((ObjectNode) tree.at("/data/object")).put("currency", "usd");
            changed.add(tree.toString());
        }
        return changed;
    }

    private void deliver(String event) {
        assertThat(webhook.callRoute(WebhookRequestFixture.signedNow(event, PAYMENTS))
                        .status())
                .isEqualTo(200);
    }
}
