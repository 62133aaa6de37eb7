package credits.invoicing.store;

import static credits.ledger.DynamoDbFixture.DYNAMO;
import static credits.ledger.DynamoDbFixture.TABLE_NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.invoicing.BillingProfile;
import credits.invoicing.DocumentNumber;
import credits.invoicing.FinalReversals;
import credits.invoicing.FinalReversals.Reason;
import credits.invoicing.FinalReversals.Reversal;
import credits.invoicing.InvoiceData;
import credits.invoicing.NumberSeries;
import credits.invoicing.PostalAddress;
import credits.invoicing.Seller;
import credits.invoicing.TaxDocument.CreditNote;
import credits.invoicing.TaxDocument.Invoice;
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
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// These tests run on DynamoDB Local. Each has its own year and thus its own series.
class InvoiceIssuanceTest {
    private static final Instant NOW = Instant.parse("2033-05-04T10:00:00Z");
    private static final ArchivedFile FILE = new ArchivedFile(28_123, "0f".repeat(32), Optional.of("1e".repeat(32)));

    private final InvoiceIssuance invoiceIssuance = new InvoiceIssuance(
            DYNAMO, TABLE_NAME, RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1)));

    private final InvoiceQueries queries = new InvoiceQueries(DYNAMO, TABLE_NAME);

    @Test
    void an_invoice_is_issued_once_and_reads_back_unchanged() {
        var day = LocalDate.of(2031, 5, 4);
        var first = issueInvoice(sale("inv1", 1), day);
        var second = issueInvoice(sale("inv1", 2), day);

        var again = issueInvoice(sale("inv1", 1), day.plusDays(9));

        assertThat(again).isEqualTo(first);
        assertThat(List.of(first.number(), second.number()))
                .containsExactly(DocumentNumber.of("2031-000001"), DocumentNumber.of("2031-000002"));
        assertThat(queries.findDocument(second.number())).contains(second);
        assertThat(queries.findDocument(DocumentNumber.of("2031-000003"))).isEmpty();
        assertThat(queries.listDocuments(DocumentNumber.of("2031-000001"), 10)).containsExactly(first, second);
        assertThat(queries.listDocuments(DocumentNumber.of("2031-000002"), 10)).containsExactly(second);
        assertThat(queries.issuedCount(new NumberSeries(NumberSeries.Kind.INVOICES, 2031)))
                .isEqualTo(2);
    }

    @Test
    void credit_notes_follow_the_reversals_and_add_up() {
        var day = LocalDate.of(2032, 5, 4);
        var invoice = issueInvoice(sale("inv2", 1), day);

        var first = issueCreditNote(invoice, 3_333, day).orElseThrow();
        var repeated = issueCreditNote(invoice, 3_333, day);
        var second = issueCreditNote(invoice, 99_999, day).orElseThrow();

        assertThat(repeated).isEmpty();
        assertThat(queries.findDocument(first.number())).contains(first);
        assertThat(first.number()).isEqualTo(DocumentNumber.of("CN-2032-000001"));
        assertThat(first.precedingInvoice().number()).isEqualTo(invoice.number());
        assertThat(first.amounts().netCents() + second.amounts().netCents()).isEqualTo(10_000);
        assertThat(first.amounts().vat().amountCents() + second.amounts().vat().amountCents())
                .isEqualTo(2_200);
    }

    /// Red when a note does not say why it was issued, or what remains of its invoice.
    @Test
    void a_credit_note_names_its_reason_and_what_remains() {
        var day = LocalDate.of(2035, 5, 4);
        var invoice = issueInvoice(sale("inv6", 1), day);

        var refunded = new Reversal("re_1", Reason.REFUND, 3_333, Optional.of(day.minusDays(2)));
        var charged = new Reversal("du_1", Reason.DISPUTE, 6_100, Optional.of(day.minusDays(1)));
        var more = new Reversal("du_2", Reason.DISPUTE, 99_999, Optional.of(day));

        var refund = issueCreditNote(invoice, new FinalReversals(List.of(refunded), Set.of()), day);
        var dispute = issueCreditNote(invoice, new FinalReversals(List.of(charged, refunded), Set.of()), day);
        var both = issueCreditNote(invoice, new FinalReversals(List.of(more, charged, refunded), Set.of()), day);

        assertThat(List.of(refund.orElseThrow(), dispute.orElseThrow(), both.orElseThrow()))
                .extracting(CreditNote::reason, CreditNote::reversedOn, CreditNote::remainingCents)
                .containsExactly(
                        tuple(Reason.REFUND, refunded.on(), Optional.of(8_867L)),
                        tuple(Reason.DISPUTE, charged.on(), Optional.of(2_767L)),
                        tuple(Reason.DISPUTE, more.on(), Optional.of(0L)));
        assertThat(queries.findDocument(dispute.get().number())).isEqualTo(dispute);
    }

    @Test
    void the_first_archived_file_is_recorded_and_stays() {
        var day = LocalDate.of(2033, 5, 4);
        var invoiceData = sale("inv3", 1);
        var invoice = invoiceIssuance.issueInvoice(invoiceData, PaymentDocuments.NONE, day);
        var note = invoiceIssuance.issueCorrection(
                invoice.document(), invoice.documents(), FinalReversals.ofRefunds(3_333), day);
        var creditNote = note.document().orElseThrow();
        var _ = issueCreditNote(invoice.document(), 12_200, day);

        var _ = invoiceIssuance.markArchived(invoice.document(), invoice.documents(), FILE, NOW);
        var _ = invoiceIssuance.markArchived(creditNote, note.documents(), FILE, NOW);
        var other = new ArchivedFile(1, "ee".repeat(32), Optional.empty());
        var paper = invoiceIssuance.markArchived(creditNote, note.documents(), other, NOW);

        assertThat(paper).isEqualTo(queries.findDocuments(invoiceData.organisation(), invoiceData.paymentId()));
        assertThat(paper.invoice()).contains(new DocumentRef(invoice.document().number(), 12_200, Optional.of(FILE)));
        assertThat(paper.creditNotes())
                .map(documentRef -> documentRef.archivedFile().orElse(new ArchivedFile(0, "", Optional.empty())))
                .containsExactly(FILE, new ArchivedFile(0, "", Optional.empty()));
        assertThat(paper.creditedCents()).isEqualTo(12_200);
    }

    @Test
    void a_payment_without_documents_has_none() {
        var invoiceData = sale("inv4", 1);

        assertThat(queries.findDocuments(invoiceData.organisation(), invoiceData.paymentId()))
                .isEqualTo(PaymentDocuments.NONE);
    }

    @Test
    void a_file_is_recorded_only_for_a_document_of_the_payment() {
        var invoice = issueInvoice(sale("inv5", 1), LocalDate.of(2034, 5, 4));

        assertThatThrownBy(() -> invoiceIssuance.markArchived(invoice, PaymentDocuments.NONE, FILE, NOW))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2034-000001");
    }

    /// Begins with an empty list of documents, which is out of date from the second call on.
    private Invoice issueInvoice(InvoiceData invoiceData, LocalDate today) {
        return invoiceIssuance
                .issueInvoice(invoiceData, PaymentDocuments.NONE, today)
                .document();
    }

    private Optional<CreditNote> issueCreditNote(Invoice invoice, long reversedCents, LocalDate today) {
        return issueCreditNote(invoice, FinalReversals.ofRefunds(reversedCents), today);
    }

    private Optional<CreditNote> issueCreditNote(Invoice invoice, FinalReversals reversals, LocalDate today) {
        return invoiceIssuance
                .issueCorrection(invoice, PaymentDocuments.NONE, reversals, today)
                .document()
                .map(CreditNote.class::cast);
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
