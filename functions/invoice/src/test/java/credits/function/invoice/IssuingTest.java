package credits.function.invoice;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import credits.archive.Archive;
import credits.function.invoice.paper.Brand;
import credits.function.invoice.paper.Printer;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.Invoices;
import credits.ledger.Paperwork.Sheet;
import credits.ledger.Unavailable;
import credits.simulation.Chooser;
import credits.simulation.Crash;
import credits.simulation.Scheduler;
import credits.simulation.store.FaultPlan;
import credits.simulation.store.FaultyStore;
import credits.simulation.store.MemoryStore;
import credits.topup.DocumentNumber;
import credits.topup.Language;
import credits.topup.PaymentId;
import credits.topup.Sale;
import credits.topup.Series;
import credits.topup.VatBreakdown;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// From the payment to the archive, with workers that crash at any point.
class IssuingTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Printer PRINTER = new Printer(new Brand("#1f4fd8", Optional.empty()));
    private static final int PAYMENTS = 40;

    private final MemoryStore store = new MemoryStore("credits");
    private final Chooser chooser = Chooser.seeded(7);
    private final Scheduler scheduler = new Scheduler(chooser, NOON, 10_000_000);
    private final FaultyStore client = new FaultyStore(store, scheduler, chooser, FaultPlan.swarm(chooser));
    private final FaultyStore calm = new FaultyStore(store, scheduler, chooser, FaultPlan.none());
    private final MemoryBucket bucket = new MemoryBucket(scheduler, chooser);

    @Test
    void every_payment_has_one_invoice_and_its_refund_one_credit_note_in_the_archive_whatever_fails() throws Exception {
        for (int i = 0; i < 2 * PAYMENTS; i++) {
            var sale = sale(i % PAYMENTS); // each event is delivered twice
            scheduler.task("delivery " + i, () -> repeat(sale));
        }

        scheduler.run();

        assertThat(scheduler.deaths()).isEmpty();
        var invoices = invoices();
        assertThat(invoices.records().issued(new Series(Series.Kind.INVOICES, 2026)))
                .isEqualTo(PAYMENTS);
        assertThat(invoices.records().issued(new Series(Series.Kind.CREDIT_NOTES, 2026)))
                .isEqualTo(PAYMENTS);
        assertThat(bucket.objects()).hasSize(4 * PAYMENTS);
        for (int i = 0; i < PAYMENTS; i++) {
            var paper = invoices.records().paperwork(sale(i).organisation(), sale(i).payment());
            isInTheArchive(paper.invoice().orElseThrow());
            isInTheArchive(paper.creditNotes().getFirst());
            assertThat(paper.creditedCents()).isEqualTo(3_333);
        }
    }

    private void isInTheArchive(Sheet sheet) throws Exception {
        var kept = requireNonNull(bucket.objects().get("invoices/" + sheet.number() + ".pdf"));
        var document = invoices().records().find(sheet.number()).orElseThrow();
        var sha256 = MessageDigest.getInstance("SHA-256").digest(kept);

        assertThat(kept).isEqualTo(PRINTER.pdf(document));
        assertThat(sheet.file().orElseThrow().bytes()).isEqualTo(kept.length);
        assertThat(sheet.file().orElseThrow().sha256()).isEqualTo(HexFormat.of().formatHex(sha256));
    }

    @Test
    void what_is_in_the_archive_is_the_document_even_if_the_paper_looks_different_since() {
        var issuing = new Issuing(invoices(), PRINTER, archive(), scheduler::now);
        var number = DocumentNumber.of("2026-000001");
        var _ = bucket.objects().put("invoices/" + number + ".pdf", new byte[] {1, 2, 3});

        var _ = issuing.invoice(sale(1), Papers.ISSUED);

        var paper = invoices().records().paperwork(sale(1).organisation(), sale(1).payment());
        assertThat(paper.invoice().orElseThrow().file().orElseThrow().bytes()).isEqualTo(3);
        assertThat(bucket.objects().get("invoices/" + number + ".pdf")).containsExactly(1, 2, 3);
    }

    private void repeat(Sale sale) {
        while (true) {
            try {
                var issuing = new Issuing(invoices(client), PRINTER, archive(), scheduler::now);
                issuing.credit(sale, 3_333, Papers.ISSUED);
                return;
            } catch (Unavailable | Crash again) {
                scheduler.note(again.getClass().getSimpleName());
            }
        }
    }

    private Archive archive() {
        return new Archive(bucket, "archive");
    }

    /// The invoices as a reader without faults sees them.
    private Invoices invoices() {
        return invoices(calm);
    }

    private Invoices invoices(FaultyStore through) {
        return new Invoices(through, "credits", () -> this::again);
    }

    private boolean again() {
        scheduler.sleep(Duration.ofMillis(10));
        return true;
    }

    private static Sale sale(int number) {
        return new Sale(
                new OrganisationId("org" + number % 5),
                new PaymentId(new UniqueId(NOON.toEpochMilli() << 16, number)),
                Papers.PAID,
                "pi_" + number,
                Papers.SELLER,
                Papers.bottega(Language.IT),
                new VatBreakdown(10_000, Papers.italian(2_200)));
    }
}
