package credits.function.reconcile;

import static credits.TestParties.LUMEN;
import static org.assertj.core.api.Assertions.assertThat;

import credits.identity.PaymentId;
import credits.invoicing.FinalReversals;
import credits.invoicing.FinalReversals.Reason;
import credits.invoicing.FinalReversals.Reversal;
import credits.invoicing.TaxDocument.Invoice;
import credits.invoicing.store.InvoiceIssuance;
import credits.invoicing.store.InvoiceQueries;
import credits.invoicing.store.PaymentDocuments;
import credits.invoicing.store.PaymentDocuments.ArchivedFile;
import credits.ledger.DynamoDbFixture;
import credits.ledger.OrganisationDirectory;
import credits.local.aws.role.ActingFunction;
import credits.local.stripe.account.TestPaymentMethod;
import credits.money.Eur;
import credits.payment.DocumentedPayment;
import credits.payment.Payment;
import credits.payment.PaymentUpdate.Refund;
import credits.payment.PaymentUpdate.RefundStatus;
import credits.retry.RetryPolicy;
import credits.stripe.PaymentFixture;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class MissingInvoiceCheckTest {
    private static final FinalReversals REFUNDED =
            new FinalReversals(List.of(new Reversal("re_1", Reason.REFUND, 1_220, Optional.empty())), Set.of());
    private static final ArchivedFile FILE = new ArchivedFile(38_127, "0f".repeat(32), Optional.empty());
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private final DynamoDbClient dynamo = DynamoDbFixture.createTable();
    private final PaymentFixture payments = new PaymentFixture(dynamo, false);
    // Several slices are worked on at a time.
    private final List<String> queue = Collections.synchronizedList(new ArrayList<>());
    private final List<String> log = Collections.synchronizedList(new ArrayList<>());
    private final InvoiceIssuance invoiceIssuance = new InvoiceIssuance(
            dynamo,
            DynamoDbFixture.TABLE_NAME,
            RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1)));
    private final MissingInvoiceCheck check = new MissingInvoiceCheck(
            new OrganisationDirectory(dynamo, DynamoDbFixture.TABLE_NAME),
            payments.wiring().paymentLedger().store(),
            new InvoiceQueries(dynamo, DynamoDbFixture.TABLE_NAME),
            event -> queue.add(event.toDelivery()),
            new VatEvidenceCheck(payments.wiring().profileStore()),
            VatCorrectionFixture.on(payments, _ -> {}),
            DynamoDbFixture.ROME,
            new TaskRunner(new TaskProgress(dynamo, DynamoDbFixture.TABLE_NAME)));

    @AfterEach
    void close() {
        payments.close();
    }

    @Test
    void a_missing_invoice_is_requested_and_an_overdue_one_raises_an_alarm() {
        var payment = paidPayment();

        runCheck();
        assertThat(requestCount(payment)).isOne();
        assertThat(log).noneMatch(line -> line.contains("invoice_missing") && line.contains("alarm"));

        payments.clock().advance(Duration.ofHours(2));
        runCheck();
        assertThat(requestCount(payment)).isEqualTo(2);
        assertThat(log).anyMatch(line -> line.contains("\"alarm\":\"invoice_missing\""));
    }

    @Test
    void a_fully_invoiced_payment_is_requested_only_when_a_credit_note_is_missing() {
        var payment = paidPayment();
        var invoice = issueInvoice(payment);
        runCheck();
        assertThat(requestCount(payment)).isZero();

        var _ = payments.wiring()
                .paymentLedger()
                .applyUpdates(
                        payment.organisation(),
                        payment.id(),
                        List.of(new Refund("re_1", Eur.ofCents(1_220), RefundStatus.SUCCEEDED)),
                        payments.clock().instant());
        runCheck();
        assertThat(requestCount(payment)).isOne();

        var note = invoiceIssuance.issueCorrection(invoice, PaymentDocuments.NONE, REFUNDED, TODAY);
        runCheck();
        assertThat(requestCount(payment)).as("not in the archive yet").isEqualTo(2);
        var _ = invoiceIssuance.markArchived(
                note.document().orElseThrow(),
                note.documents(),
                FILE,
                payments.clock().instant());
        runCheck();
        assertThat(requestCount(payment)).isEqualTo(2);
    }

    @Test
    void an_unpaid_session_needs_no_invoice() {
        var open = payments.openTopUp(payments.newOrganisation(), 5_000);

        runCheck();

        assertThat(requestCount(open)).isZero();
    }

    @Test
    void a_number_without_its_document_raises_an_alarm() {
        var first = issueInvoice(paidPayment());
        var _ = issueInvoice(paidPayment());
        runCheck();
        assertThat(log).noneMatch(line -> line.contains("invoice_gap"));

        var _ = dynamo.deleteItem(delete -> delete.tableName(DynamoDbFixture.TABLE_NAME)
                .key(Map.of(
                        "p", AttributeValue.fromS("INVOICES"),
                        "s",
                                AttributeValue.fromS("%s#%09d"
                                        .formatted(
                                                first.number().series(),
                                                first.number().position())))));
        runCheck();

        assertThat(log).anyMatch(line -> line.contains("\"alarm\":\"invoice_gap\",\"count\":1"));
    }

    private void runCheck() {
        var result = ActingFunction.call(
                "ReconcileFunction", () -> check.run(payments.clock().instant(), () -> true, log::add));
        log.add(result.toText());
    }

    private long requestCount(Payment payment) {
        return queue.stream()
                .filter(event -> event.contains("\"payment\":\"" + new PaymentId(payment.id()) + "\""))
                .count();
    }

    private Invoice issueInvoice(Payment payment) {
        var invoiceData = new DocumentedPayment(payment, DynamoDbFixture.ROME)
                .invoiceData(LUMEN)
                .orElseThrow();
        var invoice = invoiceIssuance.issueInvoice(invoiceData, PaymentDocuments.NONE, TODAY);
        var _ = invoiceIssuance.markArchived(
                invoice.document(), invoice.documents(), FILE, payments.clock().instant());
        return invoice.document();
    }

    private Payment paidPayment() {
        var payment = payments.openTopUp(payments.newOrganisation(), 5_000);
        payments.stripe().pay(payments.sessionId(payment), TestPaymentMethod.CARD);
        var _ = payments.wiring().fulfilment().refresh(payment, payments.source());
        return payments.stored(payment);
    }
}
