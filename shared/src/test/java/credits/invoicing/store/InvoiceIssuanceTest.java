package credits.invoicing.store;

import static credits.ledger.DynamoDbFixture.DYNAMO;
import static credits.ledger.DynamoDbFixture.TABLE_NAME;
import static org.assertj.core.api.Assertions.assertThat;

import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.invoicing.BillingProfile;
import credits.invoicing.DocumentNumber;
import credits.invoicing.InvoiceData;
import credits.invoicing.NumberSeries;
import credits.invoicing.PostalAddress;
import credits.invoicing.Seller;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
import credits.invoicing.VatBreakdown;
import credits.invoicing.VatId;
import credits.invoicing.store.PaymentDocuments.ArchivedFile;
import credits.invoicing.store.PaymentDocuments.DocumentRef;
import credits.retry.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// These tests run on DynamoDB Local. Each has its own year and thus its own series.
class InvoiceIssuanceTest {
    private static final Instant NOW = Instant.parse("2033-05-04T10:00:00Z");
    private static final ArchivedFile FILE = new ArchivedFile(28_123, "0f".repeat(32));

    private final InvoiceIssuance invoiceIssuance = new InvoiceIssuance(
            DYNAMO, TABLE_NAME, RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1)));

    @Test
    void an_invoice_is_issued_once_and_reads_back_unchanged() {
        var day = LocalDate.of(2031, 5, 4);
        var first = invoiceIssuance.issueInvoice(sale("inv1", 1), day);
        var second = invoiceIssuance.issueInvoice(sale("inv1", 2), day);

        var again = invoiceIssuance.issueInvoice(sale("inv1", 1), day.plusDays(9));

        assertThat(again).isEqualTo(first);
        assertThat(List.of(first.number(), second.number()))
                .containsExactly(DocumentNumber.of("2031-000001"), DocumentNumber.of("2031-000002"));
        assertThat(invoiceIssuance.queries().findDocument(second.number())).contains(second);
        assertThat(invoiceIssuance.queries().findDocument(DocumentNumber.of("2031-000003")))
                .isEmpty();
        assertThat(invoiceIssuance.queries().listDocuments(DocumentNumber.of("2031-000001"), 10))
                .containsExactly(first, second);
        assertThat(invoiceIssuance.queries().listDocuments(DocumentNumber.of("2031-000002"), 10))
                .containsExactly(second);
        assertThat(invoiceIssuance.queries().issuedCount(new NumberSeries(NumberSeries.Kind.INVOICES, 2031)))
                .isEqualTo(2);
    }

    @Test
    void credit_notes_follow_the_reversals_and_add_up() {
        var day = LocalDate.of(2032, 5, 4);
        var invoice = invoiceIssuance.issueInvoice(sale("inv2", 1), day);

        var first = invoiceIssuance.issueCreditNote(invoice, 3_333, day).orElseThrow();
        var repeated = invoiceIssuance.issueCreditNote(invoice, 3_333, day);
        var second = invoiceIssuance.issueCreditNote(invoice, 99_999, day).orElseThrow();

        assertThat(repeated).isEmpty();
        assertThat(invoiceIssuance.queries().findDocument(first.number())).contains(first);
        assertThat(first.number()).isEqualTo(DocumentNumber.of("CN-2032-000001"));
        assertThat(first.precedingInvoice().number()).isEqualTo(invoice.number());
        assertThat(first.amounts().netCents() + second.amounts().netCents()).isEqualTo(10_000);
        assertThat(first.amounts().vat().amountCents() + second.amounts().vat().amountCents())
                .isEqualTo(2_200);
    }

    @Test
    void the_first_archived_file_is_recorded_and_stays() {
        var day = LocalDate.of(2033, 5, 4);
        var invoiceData = sale("inv3", 1);
        var invoice = invoiceIssuance.issueInvoice(invoiceData, day);
        var note = invoiceIssuance.issueCreditNote(invoice, 3_333, day).orElseThrow();
        var _ = invoiceIssuance.issueCreditNote(invoice, 12_200, day);

        invoiceIssuance.markArchived(invoice, FILE, NOW);
        invoiceIssuance.markArchived(note, FILE, NOW);
        invoiceIssuance.markArchived(note, new ArchivedFile(1, "ee".repeat(32)), NOW);

        var paper = invoiceIssuance.queries().findDocuments(invoiceData.organisation(), invoiceData.paymentId());
        assertThat(paper.invoice()).contains(new DocumentRef(invoice.number(), 12_200, Optional.of(FILE)));
        assertThat(paper.creditNotes())
                .map(documentRef -> documentRef.archivedFile().orElse(new ArchivedFile(0, "")))
                .containsExactly(FILE, new ArchivedFile(0, ""));
        assertThat(paper.creditNoteCents()).isEqualTo(12_200);
    }

    @Test
    void a_payment_without_documents_has_none() {
        var invoiceData = sale("inv4", 1);

        assertThat(invoiceIssuance.queries().findDocuments(invoiceData.organisation(), invoiceData.paymentId()))
                .isEqualTo(PaymentDocuments.NONE);
    }

    private static InvoiceData sale(String organisation, int number) {
        var seller = new Seller(
                "Lumen S.r.l.",
                new PostalAddress(
                        "Via Roma 1", Optional.of("2° piano"), Optional.empty(), "Milano", Optional.of("MI"), "IT"),
                "IT00743110157",
                "Lumen",
                Optional.of("REA MI-1234567"),
                Optional.of("billing@lumen.example"));
        var buyer = new BillingProfile(
                "Łódź Größe Città Αθήνα София",
                "Corso Francia 15",
                Optional.of("Scala B"),
                "10138",
                "Torino",
                Optional.of("TO"),
                "IT",
                Optional.of(new VatId("IT01234567890", VatId.Status.VERIFIED)),
                "it",
                "billing@bottega.example");
        return new InvoiceData(
                new OrganisationId(organisation),
                new PaymentId(new UniqueId(1, number)),
                LocalDate.of(2031, 5, 3),
                "pi_" + number,
                seller,
                buyer,
                new VatBreakdown(10_000, new DecidedVat(VatTreatment.STANDARD, 2_200, 2_200)));
    }
}
