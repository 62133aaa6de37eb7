package credits.function.invoice;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.archive.DocumentArchive;
import credits.function.invoice.pdf.InvoiceBranding;
import credits.function.invoice.pdf.InvoiceRenderer;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.invoicing.DocumentLanguage;
import credits.invoicing.DocumentNumber;
import credits.invoicing.FinalReversals;
import credits.invoicing.InvoiceData;
import credits.invoicing.NumberSeries;
import credits.invoicing.VatBreakdown;
import credits.invoicing.store.InvoiceIssuance;
import credits.invoicing.store.InvoiceQueries;
import credits.invoicing.store.PaymentDocuments;
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
    // Reads without faults.
    private final InvoiceQueries queries = new InvoiceQueries(reliableClient, "credits");
    private final FaultyBucket bucket = new FaultyBucket(scheduler, choices);

    @Test
    void every_payment_has_one_archived_invoice_and_one_archived_credit_note_whatever_fails() throws Exception {
        for (int i = 0; i < 2 * PAYMENTS; i++) {
            var invoiceData = sale(i % PAYMENTS); // each event is delivered twice
            scheduler.addTask("delivery " + i, () -> issueUntilDone(invoiceData));
        }

        scheduler.run();

        assertThat(scheduler.failures()).isEmpty();
        assertThat(queries.issuedCount(new NumberSeries(NumberSeries.Kind.INVOICES, 2026)))
                .isEqualTo(PAYMENTS);
        assertThat(queries.issuedCount(new NumberSeries(NumberSeries.Kind.CREDIT_NOTES, 2026)))
                .isEqualTo(PAYMENTS);
        assertThat(bucket.objects()).hasSize(4 * PAYMENTS);
        for (int i = 0; i < PAYMENTS; i++) {
            var paper = documents(sale(i));
            assertArchived(paper.invoice().orElseThrow());
            assertArchived(paper.creditNotes().getFirst());
            assertThat(paper.creditedCents()).isEqualTo(3_333);
        }
    }

    private void assertArchived(DocumentRef documentRef) throws Exception {
        var kept = requireNonNull(bucket.objects().get("invoices/" + documentRef.number() + ".pdf"));
        var document = queries.findDocument(documentRef.number()).orElseThrow();
        var sha256 = MessageDigest.getInstance("SHA-256").digest(kept);

        assertThat(kept).isEqualTo(RENDERER.renderPdf(document));
        assertThat(documentRef.archivedFile().orElseThrow().sizeBytes()).isEqualTo(kept.length);
        assertThat(documentRef.archivedFile().orElseThrow().sha256())
                .isEqualTo(HexFormat.of().formatHex(sha256));
    }

    @Test
    void the_archived_file_stays_the_document_after_the_layout_changes() {
        var issuer = issuer(reliableClient);
        var number = DocumentNumber.of("2026-000001");
        var _ = bucket.objects().put("invoices/" + number + ".pdf", new byte[] {1, 2, 3});

        var paper = issuer.issueMissing(
                sale(1), PaymentDocuments.NONE, FinalReversals.ofRefunds(0), InvoiceFixture.ISSUED_ON);

        assertThat(paper).isEqualTo(documents(sale(1)));
        assertThat(paper.invoice().orElseThrow().archivedFile().orElseThrow().sizeBytes())
                .isEqualTo(3);
        assertThat(bucket.objects().get("invoices/" + number + ".pdf")).containsExactly(1, 2, 3);
    }

    /// After a restore, the counter is behind the archive. Red when the file under a number is taken whosoever's it is.
    @Test
    void a_number_under_which_another_payment_s_invoice_is_archived_gives_nobody_that_file() {
        var issuer = issuer(reliableClient);
        var lost = issuer(new FaultyStore(new InMemoryStore("credits"), scheduler, choices, FaultPlan.none()))
                .issueMissing(sale(2), PaymentDocuments.NONE, FinalReversals.ofRefunds(0), InvoiceFixture.ISSUED_ON);
        assertThat(lost.invoice().orElseThrow().number()).isEqualTo(DocumentNumber.of("2026-000001"));

        assertThatThrownBy(() -> issuer.issueMissing(
                        sale(1), PaymentDocuments.NONE, FinalReversals.ofRefunds(0), InvoiceFixture.ISSUED_ON))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2026-000001");

        assertThat(documents(sale(1)).invoice().orElseThrow().archivedFile()).isEmpty();
    }

    private PaymentDocuments documents(InvoiceData invoiceData) {
        return queries.findDocuments(invoiceData.organisation(), invoiceData.paymentId());
    }

    // Every attempt knows of no document, like a worker whose reading is out of date.
    private void issueUntilDone(InvoiceData invoiceData) {
        while (true) {
            try {
                var _ = issuer(faultyClient)
                        .issueMissing(
                                invoiceData,
                                PaymentDocuments.NONE,
                                FinalReversals.ofRefunds(3_333),
                                InvoiceFixture.ISSUED_ON);
                return;
            } catch (ServiceUnavailableException | SimulatedCrash e) {
                scheduler.record(e.getClass().getSimpleName());
            }
        }
    }

    private DocumentIssuer issuer(FaultyStore client) {
        return new DocumentIssuer(
                new InvoiceIssuance(client, "credits", () -> this::retryAfterPause),
                new InvoiceQueries(client, "credits"),
                RENDERER,
                new DocumentArchive(bucket, "archive"),
                scheduler::now);
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
