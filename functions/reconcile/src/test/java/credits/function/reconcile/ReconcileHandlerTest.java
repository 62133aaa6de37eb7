package credits.function.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import credits.Invocation;
import credits.ledger.LocalTable;
import credits.local.stripe.account.Method;
import credits.stripe.Shop;
import credits.topup.Fact.Refund;
import credits.topup.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconcileHandlerTest {
    private final Shop shop = new Shop();
    private final Invocation reconcile =
            new Invocation(new ReconcileHandler(shop.wiring(), Environment.OF_TESTS, shop.clock()));

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void a_payment_that_no_webhook_told_of_is_credited_by_the_sweep_once() {
        var payment = shop.topUp(shop.organisation(), 5_000);
        shop.stripe().pay(shop.session(payment), Method.CARD);

        var _ = reconcile.of("{\"task\":\"sweep\"}");
        var _ = reconcile.of("{\"task\":\"sweep\"}");

        assertThat(shop.balance(payment.organisation())).isEqualTo("50.00");
        assertThat(shop.stored(payment).status()).isEqualTo(Status.PAID);
    }

    @Test
    void a_page_that_nobody_paid_expires_by_the_sweep() {
        var payment = shop.topUp(shop.organisation(), 5_000);
        shop.stripe().expire(shop.session(payment));

        var _ = reconcile.of("{\"task\":\"sweep\"}");

        assertThat(shop.stored(payment).status()).isEqualTo(Status.EXPIRED);
    }

    @Test
    void a_refund_that_came_before_its_payment_is_taken_when_the_payment_comes() {
        var payment = shop.topUp(shop.organisation(), 5_000);
        shop.stripe().pay(shop.session(payment), Method.CARD);
        var intent = shop.stripe().intentOf(shop.session(payment));
        shop.wiring()
                .parking()
                .park(
                        intent,
                        new Refund("re_parked", 1_220, false),
                        shop.clock().instant());

        var _ = reconcile.of("{\"task\":\"sweep\"}");

        assertThat(shop.balance(payment.organisation())).isEqualTo("40.00");
        assertThat(shop.stored(payment).status()).isEqualTo(Status.PARTLY_REFUNDED);
    }

    /// One worker stored an unmatched reversal while another credited the payment without seeing it: the sweep finds it
    /// by its day.
    @Test
    void a_refund_that_was_parked_unseen_is_taken_by_the_sweep() {
        var payment = shop.topUp(shop.organisation(), 5_000);
        shop.stripe().pay(shop.session(payment), Method.CARD);
        var _ = reconcile.of("{\"task\":\"sweep\"}");
        var intent = shop.stripe().intentOf(shop.session(payment));
        shop.wiring()
                .parking()
                .park(
                        intent,
                        new Refund("re_unseen", 6_100, false),
                        shop.clock().instant());

        var _ = reconcile.of("{\"task\":\"sweep\"}");

        assertThat(shop.balance(payment.organisation())).isEqualTo("0.00");
    }

    /// On a table of its own. Red without the alarm, or when the sweep ends at the first failure.
    @Test
    void payments_that_stripe_cannot_be_asked_about_are_told() {
        var dynamo = LocalTable.create();
        try (var alone = new Shop(dynamo, false)) {
            var _ = alone.topUp(alone.organisation(), 5_000);
            var _ = alone.topUp(alone.organisation(), 5_000);
            var wiring = alone.wiringAt("http://localhost:1", dynamo);
            var broken = new Invocation(new ReconcileHandler(wiring, Environment.OF_TESTS, alone.clock()));

            var answer = broken.of("{\"task\":\"sweep\"}");

            assertThat(answer.path("failed").asInt()).isEqualTo(2);
            assertThat(broken.log()).contains("{\"alarm\":\"payment_unsettled\",\"failed\":2}");
        }
    }
}
