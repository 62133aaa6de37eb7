package credits.function.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import credits.Invocation;
import credits.ledger.LocalTable;
import credits.local.stripe.account.Method;
import credits.stripe.CrashingTable;
import credits.stripe.CrashingTable.Crash;
import credits.stripe.Shop;
import credits.topup.Payment;
import credits.topup.Status;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The webhook dies before or after each of its calls to the table, and Stripe redelivers to a
/// new execution environment.
class WebhookUnderCrashesTest {
    private static final Shop SHOP = new Shop();
    private static final int FEWEST_CALLS = 4;

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @ParameterizedTest(name = "done before it dies: {0}")
    @CsvSource({"false", "true"})
    void a_payment_is_credited_once_wherever_its_webhook_dies(boolean done) {
        int call = 0;
        for (boolean died = true; died; call++) {
            var payment = paid();
            died = diesAt(call, done, SHOP.events(payment));

            tell(SHOP.events(payment));
            tell(SHOP.events(payment));

            assertThat(SHOP.balance(payment.organisation())).as("call %d", call).isEqualTo("100.00");
            assertThat(SHOP.stored(payment).status()).isEqualTo(Status.PAID);
        }
        assertThat(call).isGreaterThan(FEWEST_CALLS);
    }

    @ParameterizedTest(name = "done before it dies: {0}")
    @CsvSource({"false", "true"})
    void a_refund_is_taken_back_once_wherever_its_webhook_dies(boolean done) {
        int call = 0;
        for (boolean died = true; died; call++) {
            var payment = paid();
            tell(SHOP.events(payment));
            var before = SHOP.events(payment).size();
            var _ = SHOP.stripe().refund(SHOP.session(payment), 2_440);
            var refund =
                    SHOP.events(payment).subList(before, SHOP.events(payment).size());
            died = diesAt(call, done, refund.subList(0, 1));

            tell(refund);
            tell(refund);

            assertThat(SHOP.balance(payment.organisation())).as("call %d", call).isEqualTo("80.00");
        }
        assertThat(call).isGreaterThan(FEWEST_CALLS);
    }

    /// The refund arrives first and is stored as unmatched. The webhook dies while it stores it, or while it credits
    /// the payment and applies the unmatched refund.
    @ParameterizedTest(name = "done before it dies: {0}, while it parks: {1}")
    @CsvSource({"false, true", "true, true", "false, false", "true, false"})
    void a_refund_before_its_payment_counts_once_wherever_the_webhook_dies(boolean done, boolean parking) {
        int call = 0;
        for (boolean died = true; died; call++) {
            var payment = paid();
            var _ = SHOP.stripe().refund(SHOP.session(payment), 2_440);
            var refund = SHOP.events(payment).stream()
                    .filter(event -> event.contains("\"type\":\"refund.created\""))
                    .toList();
            var paid = SHOP.events(payment).subList(0, 1);
            if (!parking) tell(refund);
            died = diesAt(call, done, parking ? refund : paid);

            tell(refund);
            tell(paid);

            assertThat(refund).hasSize(1);
            assertThat(SHOP.balance(payment.organisation())).as("call %d", call).isEqualTo("80.00");
        }
        assertThat(call).isGreaterThan(FEWEST_CALLS - 1);
    }

    private static Payment paid() {
        var payment = SHOP.topUp(SHOP.organisation(), 10_000);
        SHOP.stripe().pay(SHOP.session(payment), Method.CARD);
        return payment;
    }

    private static boolean diesAt(int call, boolean done, List<String> events) {
        var way = new CrashingTable(LocalTable.DYNAMO);
        var webhook = new Invocation(new WebhookHandler(SHOP.wiringOn(way)));
        way.dieAt(call, done);
        try {
            for (var event : events) {
                var _ = webhook.call(Delivered.now(event, SHOP));
            }
            return false;
        } catch (Crash crash) {
            return true;
        }
    }

    private static void tell(List<String> events) {
        var webhook = new Invocation(new WebhookHandler(SHOP.wiringOn(LocalTable.DYNAMO)));
        for (var event : events) {
            assertThat(webhook.call(Delivered.now(event, SHOP)).status()).isEqualTo(200);
        }
    }
}
