package credits.function.invoice;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import credits.archive.DocumentArchive;
import credits.function.invoice.pdf.InvoiceBranding;
import credits.function.invoice.pdf.InvoiceRenderer;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.invoicing.DocumentLanguage;
import credits.invoicing.DocumentNumber;
import credits.invoicing.InvoiceData;
import credits.invoicing.NumberSeries;
import credits.invoicing.VatBreakdown;
import credits.invoicing.store.InvoiceIssuance;
import credits.invoicing.store.PaymentDocuments.DocumentRef;
import credits.retry.ServiceUnavailableException;
import credits.simulation.ChoiceSource;
import credits.simulation.DeterministicScheduler;
import credits.simulation.SimulatedCrash;
import credits.simulation.store.FaultPlan;
import credits.simulation.store.FaultyStore;
import credits.simulation.store.InMemoryStore;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// From the payment to the archive, with workers that crash at any point.
class DocumentIssuerTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final InvoiceRenderer RENDERER =
            new InvoiceRenderer(new InvoiceBranding("#1f4fd8", Optional.empty()));
    private static final int PAYMENTS = 40;

    private final InMemoryStore store = new InMemoryStore("credits");
    private final ChoiceSource choices = ChoiceSource.seeded(7);
    private final DeterministicScheduler scheduler = new DeterministicScheduler(choices, NOON, 10_000_000);
    private final FaultyStore faultyClient = new FaultyStore(store, scheduler, choices, FaultPlan.swarm(choices));
    private final FaultyStore reliableClient = new FaultyStore(store, scheduler, choices, FaultPlan.none());
    private final FaultyBucket bucket = new FaultyBucket(scheduler, choices);

    @Test
    void every_payment_has_one_archived_invoice_and_one_archived_credit_note_whatever_fails() throws Exception {
        for (int i = 0; i < 2 * PAYMENTS; i++) {
            var invoiceData = sale(i % PAYMENTS); // each event is delivered twice
            scheduler.addTask("delivery " + i, () -> issueUntilDone(invoiceData));
        }

        scheduler.run();

        assertThat(scheduler.failures()).isEmpty();
        var invoiceIssuance = invoiceIssuance();
        assertThat(invoiceIssuance.queries().issuedCount(new NumberSeries(NumberSeries.Kind.INVOICES, 2026)))
                .isEqualTo(PAYMENTS);
        assertThat(invoiceIssuance.queries().issuedCount(new NumberSeries(NumberSeries.Kind.CREDIT_NOTES, 2026)))
                .isEqualTo(PAYMENTS);
        assertThat(bucket.objects()).hasSize(4 * PAYMENTS);
        for (int i = 0; i < PAYMENTS; i++) {
            var paper = invoiceIssuance.queries().findDocuments(sale(i).organisation(), sale(i).paymentId());
            assertArchived(paper.invoice().orElseThrow());
            assertArchived(paper.creditNotes().getFirst());
            assertThat(paper.creditNoteCents()).isEqualTo(3_333);
        }
    }

    private void assertArchived(DocumentRef documentRef) throws Exception {
        var kept = requireNonNull(bucket.objects().get("invoices/" + documentRef.number() + ".pdf"));
        var document =
                invoiceIssuance().queries().findDocument(documentRef.number()).orElseThrow();
        var sha256 = MessageDigest.getInstance("SHA-256").digest(kept);

        assertThat(kept).isEqualTo(RENDERER.renderPdf(document));
        assertThat(documentRef.archivedFile().orElseThrow().sizeBytes()).isEqualTo(kept.length);
        assertThat(documentRef.archivedFile().orElseThrow().sha256())
                .isEqualTo(HexFormat.of().formatHex(sha256));
    }

    @Test
    void the_archived_file_stays_the_document_after_the_layout_changes() {
        var issuer = new DocumentIssuer(invoiceIssuance(), RENDERER, archive(), scheduler::now);
        var number = DocumentNumber.of("2026-000001");
        var _ = bucket.objects().put("invoices/" + number + ".pdf", new byte[] {1, 2, 3});

        var _ = issuer.issueInvoice(sale(1), InvoiceFixture.ISSUED_ON);

        var paper = invoiceIssuance().queries().findDocuments(sale(1).organisation(), sale(1).paymentId());
        assertThat(paper.invoice().orElseThrow().archivedFile().orElseThrow().sizeBytes())
                .isEqualTo(3);
        assertThat(bucket.objects().get("invoices/" + number + ".pdf")).containsExactly(1, 2, 3);
    }

    private void issueUntilDone(InvoiceData invoiceData) {
        while (true) {
            try {
                var issuer = new DocumentIssuer(invoices(faultyClient), RENDERER, archive(), scheduler::now);
                issuer.issueCreditNotes(invoiceData, 3_333, InvoiceFixture.ISSUED_ON);
                return;
            } catch (ServiceUnavailableException | SimulatedCrash e) {
                scheduler.record(e.getClass().getSimpleName());
            }
        }
    }

    private DocumentArchive archive() {
        return new DocumentArchive(bucket, "archive");
    }

    /// The invoices as a reader without faults sees them.
    private InvoiceIssuance invoiceIssuance() {
        return invoices(reliableClient);
    }

    private InvoiceIssuance invoices(FaultyStore through) {
        return new InvoiceIssuance(through, "credits", () -> this::retryAfterPause);
    }

    private boolean retryAfterPause() {
        scheduler.sleep(Duration.ofMillis(10));
        return true;
    }

    private static InvoiceData sale(int number) {
        return new InvoiceData(
                new OrganisationId("org" + number % 5),
                new PaymentId(new UniqueId(NOON.toEpochMilli() << 16, number)),
                InvoiceFixture.PAID_ON,
                "pi_" + number,
                InvoiceFixture.SELLER,
                InvoiceFixture.italianBuyer(DocumentLanguage.IT),
                new VatBreakdown(10_000, InvoiceFixture.italianVat(2_200)));
    }
}
