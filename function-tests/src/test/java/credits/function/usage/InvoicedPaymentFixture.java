package credits.function.usage;

import static credits.TestParties.ACME;
import static credits.TestParties.LUMEN;
import static java.nio.charset.StandardCharsets.UTF_8;

import credits.HandlerInvoker;
import credits.HandlerInvoker.HandlerResponse;
import credits.archive.InMemoryBucket;
import credits.identity.MemberId;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.invoicing.TaxDocument;
import credits.invoicing.TaxDocument.Invoice;
import credits.invoicing.Vat;
import credits.invoicing.store.InvoiceIssuance;
import credits.invoicing.store.InvoiceQueries;
import credits.invoicing.store.PaymentDocuments;
import credits.ledger.DynamoDbFixture;
import credits.money.Eur;
import credits.payment.DocumentedPayment;
import credits.payment.Payment;
import credits.payment.PaymentUpdate;
import credits.payment.PaymentUpdate.Paid;
import credits.payment.store.PaymentLedger;
import credits.retry.RetryPolicy;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Organisations with payments, and their documents.
final class InvoicedPaymentFixture {
    private static final Supplier<RetryPolicy> RETRY_POLICY =
            RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1));
    private static final PaymentLedger PAYMENTS = new PaymentLedger(
            DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME, DynamoDbFixture.ledger(), RETRY_POLICY);
    static final InvoiceIssuance INVOICES =
            new InvoiceIssuance(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME, RETRY_POLICY);
    static final InvoiceQueries QUERIES = new InvoiceQueries(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME);
    static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final AtomicLong MADE = new AtomicLong();

    final OwnerFixture owner = new OwnerFixture();
    final OwnerFixture stranger = new OwnerFixture();
    final InMemoryBucket bucket = new InMemoryBucket();
    final HandlerInvoker usage = new HandlerInvoker(OwnerFixture.handler(DynamoDbFixture.accountQueries(), bucket));

    HandlerResponse get(OwnerFixture who, String route, Payment payment, String number, String accept) {
        var id = new PaymentId(payment.id()).toString();
        var request = who.request(route, number.isEmpty() ? id : id + " " + number, OwnerFixture.NOW);
        return usage.callRoute(accept.isEmpty() ? request : request.withHeader("accept", accept));
    }

    static Invoice issueInvoice(Payment payment) {
        var invoiceData = new DocumentedPayment(payment, DynamoDbFixture.ROME)
                .invoiceData(LUMEN)
                .orElseThrow();
        return INVOICES.issueInvoice(invoiceData, PaymentDocuments.NONE, TODAY).document();
    }

    void archive(TaxDocument document, String contents) {
        var file = bucket.archive()
                .store(document.number(), contents.getBytes(UTF_8), "<xml/>".getBytes(UTF_8), _ -> true);
        var invoiceData = document.invoiceData();
        var known = QUERIES.findDocuments(invoiceData.organisation(), invoiceData.paymentId());
        var _ = INVOICES.markArchived(document, known, file, OwnerFixture.NOW);
    }

    Payment paidPayment(PaymentUpdate... more) {
        var begun = openPayment();
        var updates = new ArrayList<PaymentUpdate>(List.of(more));
        updates.addFirst(new Paid("pi_" + begun.id(), Eur.ofCents(12_200), begun.createdAt()));
        return PAYMENTS.applyUpdates(begun.organisation(), begun.id(), updates, OwnerFixture.NOW);
    }

    Payment openPayment() {
        var at = OwnerFixture.NOW.minusSeconds(600);
        var begun = Payment.begin(
                owner.organisation(),
                new UniqueId((at.toEpochMilli() << 16) | 0x7000, MADE.incrementAndGet()),
                new MemberId("usr_giulia"),
                at,
                at.plus(Duration.ofHours(2)),
                Eur.ofCents(10_000),
                new Vat.DecidedVat(Vat.VatTreatment.STANDARD, 2_200, 2_200),
                Optional.of(ACME),
                "seal");
        return PAYMENTS.begin(begun, 1).orElseThrow();
    }
}
