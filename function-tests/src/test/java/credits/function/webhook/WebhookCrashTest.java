package credits.function.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.ledger.DynamoDbFixture;
import credits.local.stripe.account.TestPaymentMethod;
import credits.payment.Payment;
import credits.payment.PaymentStatus;
import credits.stripe.PaymentFixture;
import credits.stripe.WorkerCrash;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The webhook dies before or after each of its calls to the table, and Stripe redelivers to a
/// new execution environment.
class WebhookCrashTest {
    private static final PaymentFixture PAYMENTS = new PaymentFixture();
    private static final int MIN_CALLS = 4;

    @AfterAll
    static void close() {
        PAYMENTS.close();
    }

    @ParameterizedTest(name = "done before it dies: {0}")
    @CsvSource({"false", "true"})
    void a_payment_is_credited_once_wherever_its_webhook_crashes(boolean done) {
        int call = 0;
        for (boolean hasCrashed = true; hasCrashed; call++) {
            var payment = paidPayment();
            hasCrashed = crashesAt(call, done, PAYMENTS.events(payment));

            deliver(PAYMENTS.events(payment));
            deliver(PAYMENTS.events(payment));

            assertThat(PAYMENTS.balance(payment.organisation()))
                    .as("call %d", call)
                    .isEqualTo("100.00");
            assertThat(PAYMENTS.stored(payment).status()).isEqualTo(PaymentStatus.PAID);
        }
        assertThat(call).isGreaterThan(MIN_CALLS);
    }

    @ParameterizedTest(name = "done before it dies: {0}")
    @CsvSource({"false", "true"})
    void a_refund_is_clawed_back_once_wherever_its_webhook_crashes(boolean done) {
        int call = 0;
        for (boolean hasCrashed = true; hasCrashed; call++) {
            var payment = paidPayment();
            deliver(PAYMENTS.events(payment));
            var before = PAYMENTS.events(payment).size();
            var _ = PAYMENTS.stripe().refund(PAYMENTS.sessionId(payment), 2_440);
            var refund = PAYMENTS.events(payment)
                    .subList(before, PAYMENTS.events(payment).size());
            hasCrashed = crashesAt(call, done, refund.subList(0, 1));

            deliver(refund);
            deliver(refund);

            assertThat(PAYMENTS.balance(payment.organisation()))
                    .as("call %d", call)
                    .isEqualTo("80.00");
        }
        assertThat(call).isGreaterThan(MIN_CALLS);
    }

    /// The refund arrives first and is stored as unmatched. The webhook dies while it stores it, or while it credits
    /// the payment and applies the unmatched refund.
    @ParameterizedTest(name = "done before it dies: {0}, while it stores the refund: {1}")
    @CsvSource({"false, true", "true, true", "false, false", "true, false"})
    void a_refund_before_its_payment_counts_once_wherever_the_webhook_crashes(boolean done, boolean isStoring) {
        int call = 0;
        for (boolean hasCrashed = true; hasCrashed; call++) {
            var payment = paidPayment();
            var _ = PAYMENTS.stripe().refund(PAYMENTS.sessionId(payment), 2_440);
            var refund = PAYMENTS.events(payment).stream()
                    .filter(event -> event.contains("\"type\":\"refund.created\""))
                    .toList();
            var paid = PAYMENTS.events(payment).subList(0, 1);
            if (!isStoring) deliver(refund);
            hasCrashed = crashesAt(call, done, isStoring ? refund : paid);

            deliver(refund);
            deliver(paid);

            assertThat(refund).hasSize(1);
            assertThat(PAYMENTS.balance(payment.organisation()))
                    .as("call %d", call)
                    .isEqualTo("80.00");
        }
        assertThat(call).isGreaterThan(MIN_CALLS - 1);
    }

    private static Payment paidPayment() {
        var payment = PAYMENTS.openTopUp(PAYMENTS.newOrganisation(), 10_000);
        PAYMENTS.stripe().pay(PAYMENTS.sessionId(payment), TestPaymentMethod.CARD);
        return payment;
    }

    private static boolean crashesAt(int call, boolean afterCall, List<String> events) {
        var dynamo = WorkerCrash.at(call, afterCall, DynamoDbFixture.DYNAMO);
        var webhook = new HandlerInvoker(new WebhookHandler(PAYMENTS.wiringOn(dynamo), 10, _ -> {}));
        try {
            for (var event : events) {
                var _ = webhook.callRoute(WebhookRequestFixture.signedNow(event, PAYMENTS));
            }
            return false;
        } catch (WorkerCrash workerCrash) {
            return true;
        }
    }

    private static void deliver(List<String> events) {
        var webhook = new HandlerInvoker(new WebhookHandler(PAYMENTS.wiringOn(DynamoDbFixture.DYNAMO), 10, _ -> {}));
        for (var event : events) {
            assertThat(webhook.callRoute(WebhookRequestFixture.signedNow(event, PAYMENTS))
                            .status())
                    .isEqualTo(200);
        }
    }
}
