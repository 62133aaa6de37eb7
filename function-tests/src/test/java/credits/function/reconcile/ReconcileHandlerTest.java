package credits.function.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.invoicing.Vat;
import credits.ledger.DynamoDbFixture;
import credits.local.stripe.account.TestPaymentMethod;
import credits.money.Eur;
import credits.payment.Payment;
import credits.payment.PaymentStatus;
import credits.payment.PaymentUpdate.Refund;
import credits.payment.PaymentUpdate.RefundStatus;
import credits.payment.store.UnmatchedReversals.UnmatchedReversal;
import credits.stripe.PaymentFixture;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconcileHandlerTest {
    private final PaymentFixture payments = new PaymentFixture();
    private final HandlerInvoker reconcile =
            new HandlerInvoker(new ReconcileHandler(payments.wiring(), EnvironmentFixture.VARIABLES, payments.clock()));

    @AfterEach
    void close() {
        payments.close();
    }

    @Test
    void a_payment_without_a_webhook_is_credited_once_by_the_sweep() {
        var payment = payments.openTopUp(payments.newOrganisation(), 5_000);
        payments.stripe().pay(payments.sessionId(payment), TestPaymentMethod.CARD);

        var _ = reconcile.invoke("{\"task\":\"sweep\"}");
        var _ = reconcile.invoke("{\"task\":\"sweep\"}");

        assertThat(payments.balance(payment.organisation())).isEqualTo("50.00");
        assertThat(payments.stored(payment).status()).isEqualTo(PaymentStatus.PAID);
    }

    /// Every fifteen minutes, it would read all payments there ever were.
    @Test
    void the_sweep_reads_payments_of_the_last_sixty_days() {
        var payment = payments.openTopUp(payments.newOrganisation(), 5_000);
        payments.stripe().expireSession(payments.sessionId(payment));

        payments.clock().advance(Duration.ofDays(60).plusSeconds(1));
        var _ = reconcile.invoke("{\"task\":\"sweep\"}");
        assertThat(payments.stored(payment).status()).isEqualTo(PaymentStatus.OPEN);

        payments.clock().advance(Duration.ofSeconds(-1));
        var _ = reconcile.invoke("{\"task\":\"sweep\"}");
        assertThat(payments.stored(payment).status()).isEqualTo(PaymentStatus.EXPIRED);
    }

    @Test
    void the_sweep_reaches_the_oldest_of_many_pending_payments_of_an_organisation() {
        var oldest = payments.openTopUp(payments.newOrganisation(), 5_000);
        payments.stripe().pay(payments.sessionId(oldest), TestPaymentMethod.CARD);
        for (int i = 0; i < 101; i++) {
            var _ = payments.openTopUp(oldest.organisation(), 1_000);
        }

        var _ = reconcile.invoke("{\"task\":\"sweep\"}");

        assertThat(payments.balance(oldest.organisation())).isEqualTo("50.00");
    }

    @Test
    void an_unpaid_session_is_expired_by_the_sweep() {
        var payment = payments.openTopUp(payments.newOrganisation(), 5_000);
        payments.stripe().expireSession(payments.sessionId(payment));

        var _ = reconcile.invoke("{\"task\":\"sweep\"}");

        assertThat(payments.stored(payment).status()).isEqualTo(PaymentStatus.EXPIRED);
    }

    @Test
    void a_refund_received_before_its_payment_is_applied_with_the_payment() {
        var payment = payments.openTopUp(payments.newOrganisation(), 5_000);
        payments.stripe().pay(payments.sessionId(payment), TestPaymentMethod.CARD);
        var intent = payments.stripe().paymentIntentOf(payments.sessionId(payment));
        payments.wiring()
                .unmatchedReversals()
                .save(
                        new UnmatchedReversal(
                                intent, new Refund("re_parked", Eur.ofCents(1_220), RefundStatus.SUCCEEDED), "eur"),
                        payments.clock().instant());

        var _ = reconcile.invoke("{\"task\":\"sweep\"}");

        assertThat(payments.balance(payment.organisation())).isEqualTo("40.00");
        assertThat(payments.stored(payment).status()).isEqualTo(PaymentStatus.PARTLY_REFUNDED);
    }

    /// One worker stored an unmatched reversal while another credited the payment without seeing it: the sweep finds it
    /// by its day.
    @Test
    void an_unmatched_refund_missed_by_a_race_is_applied_by_the_sweep() {
        var payment = payments.openTopUp(payments.newOrganisation(), 5_000);
        payments.stripe().pay(payments.sessionId(payment), TestPaymentMethod.CARD);
        var _ = reconcile.invoke("{\"task\":\"sweep\"}");
        var intent = payments.stripe().paymentIntentOf(payments.sessionId(payment));
        payments.wiring()
                .unmatchedReversals()
                .save(
                        new UnmatchedReversal(
                                intent, new Refund("re_unseen", Eur.ofCents(6_100), RefundStatus.SUCCEEDED), "eur"),
                        payments.clock().instant());

        var _ = reconcile.invoke("{\"task\":\"sweep\"}");

        assertThat(payments.balance(payment.organisation())).isEqualTo("0.00");
    }

    /// Nobody asks for it any more, and its page was never opened.
    @Test
    void a_top_up_without_a_payment_page_is_expired_by_the_sweep() {
        var now = payments.clock().instant();
        var begun = Payment.begin(
                payments.newOrganisation(),
                payments.newKey(),
                PaymentFixture.GIULIA,
                now,
                now.plus(Duration.ofHours(2)),
                Eur.ofCents(5_000),
                new Vat.PendingVat(),
                Optional.empty(),
                "seal");
        var payment = payments.wiring().paymentLedger().begin(begun, 1).orElseThrow();

        payments.clock().advance(Duration.ofHours(2));
        var _ = reconcile.invoke("{\"task\":\"sweep\"}");
        assertThat(payments.stored(payment).status()).isEqualTo(PaymentStatus.OPEN);
        payments.clock().advance(Duration.ofSeconds(1));
        var _ = reconcile.invoke("{\"task\":\"sweep\"}");

        assertThat(payments.stored(payment).status()).isEqualTo(PaymentStatus.EXPIRED);
    }

    /// Stripe does not know the session, as if the secret were that of another account. A person has a day to correct
    /// that; the payment is credited even after it.
    @Test
    void a_top_up_that_stripe_does_not_know_is_quarantined_and_expires_after_a_day() {
        var payment = payments.openTopUp(payments.newOrganisation(), 5_000);
        payments.stripe().pay(payments.sessionId(payment), TestPaymentMethod.CARD);
        try (var otherStripe = new PaymentFixture()) {
            var wiring = payments.wiringAt(otherStripe.stripe().address(), DynamoDbFixture.DYNAMO);
            var elsewhere =
                    new HandlerInvoker(new ReconcileHandler(wiring, EnvironmentFixture.VARIABLES, payments.clock()));

            payments.clock().advance(Duration.ofHours(26));
            var _ = elsewhere.invoke("{\"task\":\"sweep\"}");
            assertThat(payments.stored(payment).status()).isEqualTo(PaymentStatus.OPEN);
            payments.clock().advance(Duration.ofSeconds(1));
            var _ = elsewhere.invoke("{\"task\":\"sweep\"}");

            assertThat(elsewhere.log()).contains("\"alarm\":\"payment_quarantined\",\"reason\":\"missing\"");
            assertThat(payments.stored(payment).status()).isEqualTo(PaymentStatus.EXPIRED);
        }
        var session = payments.retrieveSession(payment);
        var _ = payments.wiring().fulfilment().apply(session, false, payments.source());
        assertThat(payments.balance(payment.organisation())).isEqualTo("50.00");
    }

    /// Uses a separate table. Red without the alarm, or when the sweep ends at the first failure.
    @Test
    void payments_that_cannot_be_refreshed_raise_an_alarm() {
        var dynamo = DynamoDbFixture.createTable();
        try (var alone = new PaymentFixture(dynamo, false)) {
            var _ = alone.openTopUp(alone.newOrganisation(), 5_000);
            var _ = alone.openTopUp(alone.newOrganisation(), 5_000);
            var wiring = alone.wiringAt("http://localhost:1", dynamo);
            var broken = new HandlerInvoker(new ReconcileHandler(wiring, EnvironmentFixture.VARIABLES, alone.clock()));

            var answer = broken.invoke("{\"task\":\"sweep\"}");

            assertThat(answer.path("failed").asInt()).isEqualTo(2);
            assertThat(broken.log()).contains("{\"alarm\":\"payment_unsettled\",\"failed\":2}");
        }
    }
}
