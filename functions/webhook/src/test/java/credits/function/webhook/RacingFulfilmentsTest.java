package credits.function.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import credits.Invocation;
import credits.ledger.LocalTable;
import credits.local.stripe.account.Method;
import credits.stripe.Shop;
import credits.topup.Payment;
import credits.topup.Status;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Concurrent updates of one payment within milliseconds, each in an execution environment of its own.
class RacingFulfilmentsTest {
    private static final Shop SHOP = new Shop();

    @AfterAll
    static void close() {
        SHOP.close();
    }

    /// Lago 2024-07: Stripe delivered "succeeded" several times within milliseconds, and the wallet was credited twice.
    @Test
    void museum_ten_deliveries_within_milliseconds_credit_once() throws Exception {
        var payment = paid();

        race(Collections.nCopies(10, () -> delivered(payment)));

        assertThat(SHOP.balance(payment.organisation())).isEqualTo("50.00");
        assertThat(SHOP.stored(payment).status()).isEqualTo(Status.PAID);
    }

    /// LIT chipotle 2026-05: ten concurrent calls of the return page checked first and then acted, and credited 900
    /// dollars for 100.
    @Test
    void museum_ten_racers_on_the_page_of_return_and_the_webhook_credit_once() throws Exception {
        var payment = paid();
        List<Callable<Integer>> racers = new ArrayList<>(Collections.nCopies(10, () -> polled(payment)));
        racers.add(5, () -> delivered(payment));

        race(racers);

        assertThat(SHOP.balance(payment.organisation())).isEqualTo("50.00");
        assertThat(SHOP.stored(payment).status()).isEqualTo(Status.PAID);
    }

    private static Payment paid() {
        var payment = SHOP.topUp(SHOP.organisation(), 5_000);
        SHOP.stripe().pay(SHOP.session(payment), Method.CARD);
        return payment;
    }

    private static int delivered(Payment payment) {
        return new Invocation(new WebhookHandler(SHOP.wiringOn(LocalTable.DYNAMO)))
                .call(Delivered.now(SHOP.events(payment).getFirst(), SHOP))
                .status();
    }

    private static int polled(Payment payment) {
        var _ = SHOP.wiringOn(LocalTable.DYNAMO).fulfilment().refresh(payment, SHOP.told());
        return 200;
    }

    private static void race(List<Callable<Integer>> racers) throws Exception {
        try (var threads = Executors.newFixedThreadPool(racers.size())) {
            for (var answer : threads.invokeAll(racers))
                assertThat(answer.get()).isEqualTo(200);
        }
    }
}
