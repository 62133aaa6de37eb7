package credits.function.reconcile;

import static credits.TestParties.LUMEN;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.aws.TableKeys;
import credits.identity.PaymentId;
import credits.invoicing.store.InvoiceIssuance;
import credits.invoicing.store.InvoiceQueries;
import credits.invoicing.store.PaymentDocuments;
import credits.ledger.DamagedTable;
import credits.ledger.DynamoDbFixture;
import credits.ledger.OrganisationDirectory;
import credits.local.stripe.account.TestPaymentMethod;
import credits.money.Eur;
import credits.payment.DocumentedPayment;
import credits.payment.Payment;
import credits.payment.PaymentUpdate.Refund;
import credits.payment.PaymentUpdate.RefundStatus;
import credits.payment.store.UnmatchedReversals.UnmatchedReversal;
import credits.retry.RetryPolicy;
import credits.stripe.PaymentFixture;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// A broken account or record stops only itself: the others are processed, and it is counted, logged and alarmed.
class BrokenAccountTest {
    private static final String TODAY = "2026-11-22";

    private final DynamoDbClient dynamo = DynamoDbFixture.createTable();
    private final DamagedTable table = new DamagedTable(dynamo);
    private final PaymentFixture payments = new PaymentFixture(dynamo, false);
    private final HandlerInvoker reconcile = new HandlerInvoker(
            new ReconcileHandler(payments.wiringOn(dynamo), EnvironmentFixture.VARIABLES, payments.clock()));

    @AfterEach
    void close() {
        payments.close();
    }

    @Test
    void the_sweep_goes_on_after_an_account_of_newer_code() {
        var broken = creditedPayment();
        var sound = creditedPayment();
        saveUnmatchedRefund(broken);
        saveUnmatchedRefund(sound);
        table.makeUnreadable(broken.organisation());

        var answer = reconcile.invoke("{\"task\":\"sweep\"}");

        assertThat(payments.balance(sound.organisation())).isEqualTo("40.00");
        assertThat(answer.path("failed").asInt()).isOne();
        assertThat(reconcile.log()).contains("{\"alarm\":\"payment_unsettled\",\"failed\":1}");
    }

    @Test
    void the_sweep_goes_on_after_a_payment_s_record_that_it_cannot_read() {
        var broken = payments.openTopUp(payments.newOrganisation(), 5_000);
        var sound = payments.openTopUp(broken.organisation(), 5_000);
        payments.stripe().pay(payments.sessionId(sound), TestPaymentMethod.CARD);
        damageRecord(broken);

        var answer = reconcile.invoke("{\"task\":\"sweep\"}");

        assertThat(payments.balance(sound.organisation())).isEqualTo("50.00");
        assertThat(answer.path("failed").asInt()).isOne();
        assertThat(reconcile.log()).contains("PAY#" + broken.id()).contains("\"alarm\":\"payment_unsettled\"");
    }

    @Test
    void the_sweep_goes_on_after_an_unmatched_reversal_that_it_cannot_read() {
        var broken = creditedPayment();
        var sound = creditedPayment();
        saveUnmatchedRefund(broken);
        saveUnmatchedRefund(sound);
        var intent = payments.stripe().paymentIntentOf(payments.sessionId(broken));
        table.remove(TableKeys.UNMATCHED_REVERSAL_PREFIX + TODAY, intent + "#re_parked#1220#SUCCEEDED", "cents");

        var answer = reconcile.invoke("{\"task\":\"sweep\"}");

        assertThat(payments.balance(sound.organisation())).isEqualTo("40.00");
        assertThat(answer.path("failed").asInt()).isOne();
        assertThat(reconcile.log()).contains("\"alarm\":\"payment_unsettled\"");
    }

    @Test
    void a_payment_s_record_that_cannot_be_read_does_not_keep_an_organisation_from_buying() {
        var broken = payments.openTopUp(payments.newOrganisation(), 5_000);
        damageRecord(broken);
        var sound = payments.openTopUp(broken.organisation(), 5_000);

        assertThat(payments.wiring()
                        .paymentLedger()
                        .store()
                        .findPayable(broken.organisation(), payments.clock().instant(), 5))
                .map(Payment::id)
                .containsExactly(sound.id());
    }

    @Test
    void the_comparison_with_stripe_goes_on_after_a_broken_account_and_a_broken_record() {
        var brokenChain = creditedPayment();
        var brokenRecord = creditedPayment();
        var different = creditedPayment();
        table.removeFromNewestSegment(brokenChain.organisation(), "events");
        // Its record is read only because the two sides differ.
        damageRecord(brokenRecord);
        var _ = payments.stripe().refund(payments.sessionId(brokenRecord), 610);
        var _ = payments.stripe().refund(payments.sessionId(different), 1_220);

        var answer = reconcile.invoke("{\"task\":\"compare\"}");

        assertThat(answer.path("differences").asText().lines())
                .hasSize(4)
                .contains(brokenChain.organisation() + ": could not be compared")
                .contains(describe(brokenRecord) + ": could not be compared")
                .contains(describe(different) + ": account: 5000 cents, Stripe: 4000 cents");
        assertThat(answer.path("difference_cents").asInt()).isEqualTo(1_000);
        assertThat(reconcile.log()).contains("\"alarm\":\"reconciliation_difference\",\"cents\":1000,\"failed\":3");
    }

    @Test
    void the_comparison_raises_an_alarm_for_a_failure_alone() {
        table.removeFromNewestSegment(creditedPayment().organisation(), "events");

        var _ = reconcile.invoke("{\"task\":\"compare\"}");

        assertThat(reconcile.log()).contains("\"alarm\":\"reconciliation_difference\",\"cents\":0,\"failed\":1");
    }

    @Test
    void the_missing_invoice_check_goes_on_after_broken_records_and_documents() {
        var brokenRecord = creditedPayment();
        damageRecord(brokenRecord);
        var brokenDocuments = creditedPayment();
        issueInvoice(brokenDocuments);
        table.empty(
                TableKeys.profilePartition(brokenDocuments.organisation()),
                TableKeys.PAYMENT_DOCUMENTS_PREFIX + brokenDocuments.id(),
                "invoice");
        var sameOrganisation = creditedPayment(payments.openTopUp(brokenDocuments.organisation(), 5_000));
        var sound = creditedPayment();
        var queue = Collections.synchronizedList(new ArrayList<String>());
        var log = Collections.synchronizedList(new ArrayList<String>());

        var answer = missingInvoiceCheck(queue).run(payments.clock().instant(), () -> true, log::add);

        assertThat(queue)
                .hasSize(2)
                .anyMatch(event -> event.contains(sound.id().toString()))
                .anyMatch(event -> event.contains(sameOrganisation.id().toString()));
        assertThat(answer.toText()).contains("\"failed\":2");
        assertThat(log).contains("{\"alarm\":\"invoice_missing\",\"count\":0,\"failed\":2}");
    }

    @Test
    void the_missing_invoice_check_goes_on_after_a_series_that_it_cannot_read() {
        var invoiced = creditedPayment();
        issueInvoice(invoiced);
        table.remove(TableKeys.INVOICE_PARTITION, "2026#000000001", "sold");
        var log = Collections.synchronizedList(new ArrayList<String>());

        var _ = missingInvoiceCheck(Collections.synchronizedList(new ArrayList<>()))
                .run(payments.clock().instant(), () -> true, log::add);

        assertThat(log).contains("{\"alarm\":\"invoice_gap\",\"count\":0,\"failed\":1}");
    }

    private MissingInvoiceCheck missingInvoiceCheck(List<String> queue) {
        return new MissingInvoiceCheck(
                new OrganisationDirectory(dynamo, DynamoDbFixture.TABLE_NAME),
                payments.wiring().paymentLedger().store(),
                new InvoiceQueries(dynamo, DynamoDbFixture.TABLE_NAME),
                event -> queue.add(event.toDelivery()),
                new VatEvidenceCheck(payments.wiring().profileStore()),
                VatCorrectionFixture.on(payments, _ -> {}),
                DynamoDbFixture.ROME,
                new TaskRunner(new TaskProgress(dynamo, DynamoDbFixture.TABLE_NAME)));
    }

    private void issueInvoice(Payment payment) {
        var issuance = new InvoiceIssuance(
                dynamo,
                DynamoDbFixture.TABLE_NAME,
                RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1)));
        var invoiceData = new DocumentedPayment(payment, DynamoDbFixture.ROME)
                .invoiceData(LUMEN)
                .orElseThrow();
        var _ = issuance.issueInvoice(invoiceData, PaymentDocuments.NONE, LocalDate.parse(TODAY));
    }

    private void damageRecord(Payment payment) {
        table.remove(
                TableKeys.profilePartition(payment.organisation()), TableKeys.PAYMENT_PREFIX + payment.id(), "net");
    }

    private static String describe(Payment payment) {
        return payment.organisation() + " " + new PaymentId(payment.id());
    }

    private Payment creditedPayment() {
        return creditedPayment(payments.openTopUp(payments.newOrganisation(), 5_000));
    }

    private Payment creditedPayment(Payment payment) {
        payments.stripe().pay(payments.sessionId(payment), TestPaymentMethod.CARD);
        var _ = payments.wiring().fulfilment().refresh(payment, payments.source());
        return payments.stored(payment);
    }

    private void saveUnmatchedRefund(Payment payment) {
        var intent = payments.stripe().paymentIntentOf(payments.sessionId(payment));
        var refund = new Refund("re_parked", Eur.ofCents(1_220), RefundStatus.SUCCEEDED);
        payments.wiring()
                .unmatchedReversals()
                .save(
                        new UnmatchedReversal(intent, refund, "eur"),
                        payments.clock().instant());
    }
}
