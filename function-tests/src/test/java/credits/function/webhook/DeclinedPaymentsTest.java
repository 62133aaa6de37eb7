package credits.function.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.local.stripe.account.TestPaymentMethod;
import credits.payment.Payment;
import credits.stripe.PaymentFixture;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DeclinedPaymentsTest {
    private static final PaymentFixture PAYMENTS = new PaymentFixture();

    private final HandlerInvoker webhook = new HandlerInvoker(new WebhookHandler(PAYMENTS.wiring(), 3, _ -> {}));

    @AfterAll
    static void close() {
        PAYMENTS.close();
    }

    @Test
    void the_page_on_which_cards_are_tried_is_closed_after_too_many_and_each_event_counts_once() {
        var payment = PAYMENTS.openTopUp(PAYMENTS.newOrganisation(), 5_000);
        for (int i = 0; i < 2; i++) decline(payment);
        deliverAll(payment);
        deliverAll(payment);

        assertThat(declines(payment)).isEqualTo(2);
        assertThat(sessionStatus(payment)).isEqualTo("open");
        decline(payment);
        deliverAll(payment);

        assertThat(declines(payment)).isEqualTo(3);
        assertThat(sessionStatus(payment)).isEqualTo("expired");
    }

    private static void decline(Payment payment) {
        PAYMENTS.stripe().pay(PAYMENTS.sessionId(payment), TestPaymentMethod.DECLINED_CARD);
    }

    private void deliverAll(Payment payment) {
        for (var event : PAYMENTS.events(payment))
            assertThat(webhook.callRoute(WebhookRequestFixture.signedNow(event, PAYMENTS))
                            .status())
                    .isEqualTo(200);
    }

    private static int declines(Payment payment) {
        var today = LocalDate.ofInstant(PAYMENTS.clock().instant(), ZoneOffset.UTC);
        return PAYMENTS.wiring()
                .paymentLedger()
                .topUpDays()
                .read(payment.organisation(), today)
                .declines()
                .size();
    }

    private static String sessionStatus(Payment payment) {
        return PAYMENTS.stripe()
                .object(PAYMENTS.sessionId(payment))
                .path("status")
                .asText();
    }
}
