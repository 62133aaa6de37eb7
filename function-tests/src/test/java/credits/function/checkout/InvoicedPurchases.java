package credits.function.checkout;

import static credits.TestParties.LUMEN;

import credits.identity.PaymentId;
import credits.invoicing.BillingProfile;
import credits.invoicing.TaxDocument.Invoice;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
import credits.invoicing.VatId;
import credits.invoicing.store.InvoiceIssuance;
import credits.invoicing.store.InvoiceQueries;
import credits.invoicing.store.PaymentDocuments;
import credits.invoicing.store.PaymentDocuments.ArchivedFile;
import credits.ledger.DynamoDbFixture;
import credits.local.stripe.account.TestPaymentMethod;
import credits.payment.DocumentedPayment;
import credits.payment.Payment;
import credits.retry.RetryPolicy;
import credits.stripe.PaymentFixture;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SplittableRandom;

/// Payments with invoices, for tests of invoices that are made out anew.
record InvoicedPurchases(PaymentFixture payments) {
    private static final LocalDate DAY = LocalDate.of(2049, 3, 2);
    private static final ArchivedFile FILE = new ArchivedFile(1, "0f".repeat(32), Optional.empty());
    private static final InvoiceIssuance ISSUANCE = new InvoiceIssuance(
            DynamoDbFixture.DYNAMO,
            DynamoDbFixture.TABLE_NAME,
            RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1)));
    private static final InvoiceQueries QUERIES =
            new InvoiceQueries(DynamoDbFixture.DYNAMO, DynamoDbFixture.TABLE_NAME);

    Payment paid(BillingProfile buyer) {
        return paid(buyer, new DecidedVat(VatTreatment.STANDARD, 2_200, 1_100));
    }

    Payment paid(BillingProfile buyer, DecidedVat vat) {
        var open = payments.openTopUp(payments.newOrganisation(), 5_000);
        payments.stripe().pay(payments.sessionId(open), TestPaymentMethod.CARD);
        var _ = payments.wiring().fulfilment().refresh(open, payments.source());
        var now = payments.clock().instant();
        return payments.wiring().paymentLedger().update(open, payment -> payment.withBuyer(buyer, vat), now);
    }

    void save(Payment payment, BillingProfile profile) {
        payments.wiring()
                .profileStore()
                .saveBillingProfile(payment.organisation(), profile, PaymentFixture.SAVED_BY_GIULIA);
    }

    Invoice issueInvoice(Payment payment) {
        var data = new DocumentedPayment(payment, DynamoDbFixture.ROME)
                .invoiceData(LUMEN)
                .orElseThrow();
        var issued = ISSUANCE.issueInvoice(data, PaymentDocuments.NONE, DAY);
        var _ = ISSUANCE.markArchived(
                issued.document(), issued.documents(), FILE, payments.clock().instant());
        return issued.document();
    }

    Invoice issueAll(Payment payment) {
        var documented = new DocumentedPayment(payment, DynamoDbFixture.ROME);
        var known = QUERIES.findDocuments(payment.organisation(), new PaymentId(payment.id()));
        var reissued = ISSUANCE.reissueInvoice(
                documented.invoiceData(LUMEN).orElseThrow(), known, documented.requiredDocuments(), DAY);
        var documents = reissued.documents();
        for (var ref : documents.all()) {
            var document = QUERIES.findDocument(ref.number()).orElseThrow();
            documents = ISSUANCE.markArchived(
                    document, documents, FILE, payments.clock().instant());
        }
        return reissued.document().orElseThrow();
    }

    static BillingProfile buyer(String name, String country, Optional<VatId> vatId) {
        return new BillingProfile(
                name,
                "Via Roma 1",
                Optional.empty(),
                "20121",
                "Milano",
                Optional.empty(),
                country,
                vatId,
                "it",
                "accounts@acme.example");
    }
}
