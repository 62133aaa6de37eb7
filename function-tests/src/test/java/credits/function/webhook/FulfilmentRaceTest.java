package credits.function.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.ledger.DynamoDbFixture;
import credits.local.stripe.account.TestPaymentMethod;
import credits.payment.Payment;
import credits.payment.PaymentStatus;
import credits.stripe.PaymentFixture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Concurrent updates of one payment within milliseconds, each in its own execution environment.
class FulfilmentRaceTest {
    private static final PaymentFixture PAYMENTS = new PaymentFixture();

    @AfterAll
    static void close() {
        PAYMENTS.close();
    }

    /// Lago 2024-07: Stripe delivered "succeeded" several times within milliseconds, and the wallet was credited twice.
    @Test
    void incident_ten_simultaneous_deliveries_credit_once() throws Exception {
        var payment = paidPayment();

        race(Collections.nCopies(10, () -> deliver(payment)));

        assertThat(PAYMENTS.balance(payment.organisation())).isEqualTo("50.00");
        assertThat(PAYMENTS.stored(payment).status()).isEqualTo(PaymentStatus.PAID);
    }

    /// LIT chipotle 2026-05: ten concurrent calls of the return page checked first and then acted, and credited 900
    /// dollars for 100.
    @Test
    void incident_ten_return_page_polls_and_a_webhook_credit_once() throws Exception {
        var payment = paidPayment();
        List<Callable<Integer>> racers = new ArrayList<>(Collections.nCopies(10, () -> poll(payment)));
        racers.add(5, () -> deliver(payment));

        race(racers);

        assertThat(PAYMENTS.balance(payment.organisation())).isEqualTo("50.00");
        assertThat(PAYMENTS.stored(payment).status()).isEqualTo(PaymentStatus.PAID);
    }

    private static Payment paidPayment() {
        var payment = PAYMENTS.openTopUp(PAYMENTS.newOrganisation(), 5_000);
        PAYMENTS.stripe().pay(PAYMENTS.sessionId(payment), TestPaymentMethod.CARD);
        return payment;
    }

    private static int deliver(Payment payment) {
        return new HandlerInvoker(new WebhookHandler(PAYMENTS.wiringOn(DynamoDbFixture.DYNAMO), 10, _ -> {}))
                .callRoute(
                        WebhookRequestFixture.signedNow(PAYMENTS.events(payment).getFirst(), PAYMENTS))
                .status();
    }

    private static int poll(Payment payment) {
        var _ = PAYMENTS.wiringOn(DynamoDbFixture.DYNAMO).fulfilment().refresh(payment, PAYMENTS.source());
        return 200;
    }

    private static void race(List<Callable<Integer>> racers) throws Exception {
        try (var threads = Executors.newFixedThreadPool(racers.size())) {
            for (var answer : threads.invokeAll(racers))
                assertThat(answer.get()).isEqualTo(200);
        }
    }
}
