package credits.function.reconcile;

import static credits.TestData.adjustment;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.account.command.CreditTopUp;
import credits.identity.PaymentId;
import credits.ledger.DynamoDbFixture;
import credits.local.stripe.account.TestPaymentMethod;
import credits.money.Eur;
import credits.payment.Payment;
import credits.payment.PaymentUpdate;
import credits.payment.PaymentUpdate.Dispute;
import credits.payment.PaymentUpdate.DisputeStatus;
import credits.payment.PaymentUpdate.Refund;
import credits.payment.PaymentUpdate.RefundStatus;
import credits.payment.store.ReconciliationReports;
import credits.stripe.PaymentFixture;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The table is shared with other tests, so each test reads only the lines of its own organisation.
class StripeReconciliationTest {
    private final PaymentFixture payments = new PaymentFixture();
    private final HandlerInvoker reconcile =
            new HandlerInvoker(new ReconcileHandler(payments.wiring(), EnvironmentFixture.VARIABLES, payments.clock()));

    @AfterEach
    void close() {
        payments.close();
    }

    @Test
    void credits_and_refunds_known_to_both_sides_agree() {
        var payment = creditedPayment(10_000);
        var refund = payments.stripe().refund(payments.sessionId(payment), 2_440);
        apply(payment, new Refund(refund, Eur.ofCents(2_440), RefundStatus.SUCCEEDED));

        var _ = reconcile();

        assertThat(differences(payment)).isEmpty();
        assertThat(new ReconciliationReports(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME).lastCheckedAt())
                .contains(payments.clock().instant());
    }

    @Test
    void a_difference_of_one_cent_is_reported_with_its_payment() {
        var payment = creditedPayment(10_000);
        var _ = payments.stripe().refund(payments.sessionId(payment), 1);

        var report = reconcile();

        assertThat(differences(payment))
                .containsExactly(payment.organisation() + " " + new PaymentId(payment.id())
                        + ": account: 10000 cents, Stripe: 9999 cents");
        assertThat(report).isPositive();
        assertThat(reconcile.log()).contains("\"alarm\":\"reconciliation_difference\"");
    }

    /// What was settled by an adjustment would be reported every night for ever.
    @Test
    void an_accepted_difference_is_reported_again_only_if_it_changes() {
        var payment = creditedPayment(10_000);
        var _ = payments.stripe().refund(payments.sessionId(payment), 1_220);
        var _ = reconcile();
        assertThat(differences(payment)).hasSize(1);

        var accepted = reconcile.invoke("{\"task\":\"accept_difference\",\"organisation\":\"%s\",\"payment\":\"%s\"}"
                .formatted(payment.organisation(), new PaymentId(payment.id())));
        assertThat(accepted.path("cents").asInt()).isEqualTo(1_000);
        var _ = reconcile();
        assertThat(differences(payment)).isEmpty();

        var _ = payments.stripe().refund(payments.sessionId(payment), 1_220);
        var _ = reconcile();
        assertThat(differences(payment)).hasSize(1);
    }

    /// Red when what is gone counts as at most what was paid: the bank takes what the buyer was refunded
    /// before.
    @Test
    void a_payment_that_is_refunded_and_charged_back_is_reported_as_a_loss() {
        var payment = creditedPayment(10_000);
        var refund = payments.stripe().refund(payments.sessionId(payment), 12_200);
        var dispute = payments.stripe().openDispute(payments.sessionId(payment), 12_200);
        payments.stripe().loseDispute(dispute);
        apply(payment, new Refund(refund, Eur.ofCents(12_200), RefundStatus.SUCCEEDED));
        apply(payment, new Dispute(dispute, Eur.ofCents(12_200), DisputeStatus.LOST));

        var _ = reconcile();

        assertThat(payments.balance(payment.organisation())).isEqualTo("0.00");
        assertThat(differences(payment)).singleElement().asString().endsWith("account: 0 cents, Stripe: -12200 cents");
    }

    @Test
    void a_payment_that_was_never_credited_is_reported() {
        var payment = payments.openTopUp(payments.newOrganisation(), 5_000);
        payments.stripe().pay(payments.sessionId(payment), TestPaymentMethod.CARD);

        assertThat(reconcile()).isGreaterThanOrEqualTo(5_000);

        assertThat(differences(payment)).singleElement().asString().endsWith("account: 0 cents, Stripe: 5000 cents");
    }

    /// The record is consistent, but its account was credited twice: only the chain shows it.
    @Test
    void a_credit_unknown_to_the_payment_record_is_found_in_the_chain() {
        var payment = creditedPayment(5_000);
        var again = new CreditTopUp(
                payment.id(), Eur.ofCents(5_000), payments.clock().instant());
        var _ = DynamoDbFixture.ledger().commit(payment.organisation(), again);

        var _ = reconcile();

        assertThat(differences(payment))
                .singleElement()
                .asString()
                .endsWith("account: 10000 cents, Stripe: 5000 cents");
    }

    @Test
    void a_credit_without_a_payment_is_reported() {
        var payment = creditedPayment(5_000);
        var nobody = payments.newKey();
        var made = new CreditTopUp(nobody, Eur.ofCents(700), payments.clock().instant());
        var _ = DynamoDbFixture.ledger().commit(payment.organisation(), made);

        var _ = reconcile();

        assertThat(differences(payment))
                .containsExactly(payment.organisation() + " " + new PaymentId(nobody)
                        + ": credited 7.00 without a payment record");
    }

    /// Its credit is older than the nightly period, but the whole payment is compared.
    @Test
    void an_old_payment_with_a_new_refund_is_compared_in_full() {
        var payment = creditedPayment(10_000);
        payments.clock().advance(Duration.ofDays(50));
        var _ = DynamoDbFixture.ledger()
                .commit(
                        payment.organisation(),
                        adjustment("1.00", payments.clock().instant()));
        var refund = payments.stripe().refund(payments.sessionId(payment), 6_100);

        var _ = reconcile();
        assertThat(differences(payment))
                .singleElement()
                .asString()
                .endsWith("account: 10000 cents, Stripe: 5000 cents");
        apply(payment, new Refund(refund, Eur.ofCents(6_100), RefundStatus.SUCCEEDED));
        var _ = reconcile();

        assertThat(differences(payment)).isEmpty();
    }

    @Test
    void an_operator_s_adjustment_is_ignored() {
        var payment = creditedPayment(10_000);
        var _ = DynamoDbFixture.ledger()
                .commit(
                        payment.organisation(),
                        adjustment("-3.00", payments.clock().instant()));

        var _ = reconcile();

        assertThat(differences(payment)).isEmpty();
    }

    private Payment creditedPayment(long cents) {
        var payment = payments.openTopUp(payments.newOrganisation(), cents);
        payments.stripe().pay(payments.sessionId(payment), TestPaymentMethod.CARD);
        var _ = payments.wiring().fulfilment().refresh(payment, payments.source());
        return payment;
    }

    private void apply(Payment payment, PaymentUpdate reversal) {
        var _ = payments.wiring()
                .paymentLedger()
                .applyUpdates(
                        payment.organisation(),
                        payment.id(),
                        List.of(reversal),
                        payments.clock().instant());
    }

    private String differences = "";

    private long reconcile() {
        var report = reconcile.invoke("{\"task\":\"compare\"}");
        differences = report.path("differences").asText();
        return report.path("difference_cents").asLong();
    }

    private List<String> differences(Payment payment) {
        return differences
                .lines()
                .filter(line -> line.contains(payment.organisation().value()))
                .toList();
    }
}
