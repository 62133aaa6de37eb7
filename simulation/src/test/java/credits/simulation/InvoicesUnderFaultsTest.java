package credits.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.Invoices;
import credits.ledger.Paperwork;
import credits.ledger.Paperwork.ArchivedFile;
import credits.ledger.Unavailable;
import credits.simulation.store.FaultPlan;
import credits.simulation.store.FaultyStore;
import credits.simulation.store.MemoryStore;
import credits.topup.Buyer;
import credits.topup.DocumentNumber;
import credits.topup.PaymentId;
import credits.topup.PostalAddress;
import credits.topup.Sale;
import credits.topup.Seller;
import credits.topup.Series;
import credits.topup.TaxDocument;
import credits.topup.Vat.Decided;
import credits.topup.Vat.Treatment;
import credits.topup.VatBreakdown;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Invoice numbers have no gaps, whichever worker crashes wherever: each worker starts again after each crash until all
/// documents are archived.
class InvoicesUnderFaultsTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final LocalDate NEW_YEAR = LocalDate.of(2027, 1, 1);
    private static final Series YEAR = new Series(Series.Kind.INVOICES, 2026);
    private static final Series NOTES = new Series(Series.Kind.CREDIT_NOTES, 2026);
    private static final Seller SELLER = new Seller(
            "Lumen S.r.l.",
            new PostalAddress("Via Roma 1", Optional.empty(), Optional.of("20121"), "Milano", Optional.empty(), "IT"),
            "IT00743110157",
            "Lumen",
            Optional.empty(),
            Optional.empty());
    private static final Buyer BUYER = new Buyer(
            "Bottega Verdi S.p.A.",
            "Corso Francia 15",
            Optional.empty(),
            "10138",
            "Torino",
            Optional.empty(),
            "IT",
            Optional.empty(),
            "it",
            "billing@bottega.example");

    private static final ArchivedFile FILE = new ArchivedFile(1, "b".repeat(64));

    @Test
    void two_hundred_payments_at_once_get_the_numbers_1_to_200_whatever_fails() {
        var run = new Run(200, 4_711);
        for (int i = 0; i < 200; i++) {
            var sale = sale(i);
            run.worker("payment " + i, invoices -> {
                var invoice = invoices.issue(sale, TODAY);
                invoices.archived(invoice, new ArchivedFile(28_000, "a".repeat(64)), NOON);
            });
        }

        run.toTheEnd();

        run.holds(YEAR, 200);
        for (int i = 0; i < 200; i++)
            assertThat(run.paperwork(i).invoice().orElseThrow().file()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000})
    void deliveries_repeated_and_refunds_at_once_make_no_second_document(long firstSeed) {
        for (long seed = firstSeed; seed < firstSeed + 100; seed++) {
            var run = new Run(3, seed);
            for (var name : List.of("a", "b", "c", "d")) {
                run.worker(name, invoices -> {
                    for (int i = 0; i < 3; i++) {
                        var invoice = invoices.issue(sale(i), TODAY);
                        for (long refunded : List.of(3_333L, 6_667L, 12_200L)) {
                            invoices.credit(invoice, refunded, TODAY)
                                    .ifPresent(note -> invoices.archived(note, FILE, NOON));
                        }
                    }
                });
            }

            run.toTheEnd();

            run.holds(YEAR, 3);
            run.holds(NOTES, run.notesOnPaper());
            for (int i = 0; i < 3; i++) run.addsUp(i);
        }
    }

    @Test
    void a_new_year_begins_a_series_and_a_late_clock_does_not_turn_back_the_days() {
        var run = new Run(0, 1);
        var invoices = run.invoices();

        var last = invoices.issue(sale(1), TODAY);
        var late = invoices.issue(sale(2), TODAY.minusDays(1));
        var first = invoices.issue(sale(3), NEW_YEAR);

        assertThat(List.of(last.number(), late.number(), first.number()))
                .map(DocumentNumber::toString)
                .containsExactly("2026-000001", "2026-000002", "2027-000001");
        assertThat(late.issuedOn()).isEqualTo(TODAY);
    }

    private static Sale sale(int number) {
        return new Sale(
                new OrganisationId("org" + number % 7),
                payment(number),
                TODAY,
                "pi_" + number,
                SELLER,
                BUYER,
                new VatBreakdown(10_000, new Decided(Treatment.STANDARD, 2_200, 2_200)));
    }

    private static PaymentId payment(int number) {
        return new PaymentId(new UniqueId(NOON.toEpochMilli() << 16, number));
    }

    private interface Work {
        void on(Invoices invoices);
    }

    /// Workers on one table, and the table's contents afterwards.
    private static final class Run {
        private final MemoryStore store = new MemoryStore("credits");
        private final Scheduler scheduler;
        private final FaultyStore client;
        private final FaultyStore calm;
        private final int payments;
        private final long seed;

        Run(int payments, long seed) {
            var chooser = Chooser.seeded(seed);
            this.payments = payments;
            this.seed = seed;
            this.scheduler = new Scheduler(chooser, NOON, 10_000_000);
            this.client = new FaultyStore(store, scheduler, chooser, FaultPlan.swarm(chooser));
            this.calm = new FaultyStore(store, scheduler, chooser, FaultPlan.none());
        }

        void worker(String name, Work work) {
            scheduler.task(name, () -> {
                while (true) {
                    try {
                        work.on(new Invoices(client, "credits", () -> this::again));
                        return;
                    } catch (Unavailable | Crash again) {
                        scheduler.note(again.getClass().getSimpleName());
                    }
                }
            });
        }

        private boolean again() {
            scheduler.sleep(Duration.ofMillis(10));
            return true;
        }

        void toTheEnd() {
            scheduler.run();
            assertThat(scheduler.deaths()).as("seed %d", seed).isEmpty();
        }

        /// Invoices as a reader without faults sees them.
        Invoices invoices() {
            return new Invoices(calm, "credits", () -> this::again);
        }

        Paperwork paperwork(int payment) {
            return invoices().records().paperwork(sale(payment).organisation(), payment(payment));
        }

        int notesOnPaper() {
            return IntStream.range(0, payments)
                    .map(i -> paperwork(i).creditNotes().size())
                    .sum();
        }

        /// Asserts that the series has exactly the positions 1 to `count`, each of another sale or credit
        /// note, on its payment's document.
        void holds(Series series, int count) {
            assertThat(invoices().records().issued(series)).as("seed %d", seed).isEqualTo(count);
            if (count == 0) return;
            var documents = invoices().records().page(new DocumentNumber(series, 1), count + 1);
            assertThat(documents)
                    .as("seed %d", seed)
                    .map(document -> document.number().position())
                    .isEqualTo(IntStream.rangeClosed(1, count).boxed().toList());
            var marked = new HashSet<DocumentNumber>();
            for (var document : documents) {
                var paper = invoices()
                        .records()
                        .paperwork(
                                document.sale().organisation(), document.sale().payment());
                if (paper.sheet(document.number()).isPresent()) marked.add(document.number());
            }
            assertThat(marked).as("seed %d", seed).hasSize(count);
        }

        /// Asserts that everything refunded is on credit notes, to the cent, net and VAT.
        void addsUp(int payment) {
            var notes = paperwork(payment).creditNotes().stream()
                    .map(sheet -> invoices().records().find(sheet.number()).orElseThrow())
                    .map(TaxDocument::amounts)
                    .toList();
            assertThat(notes.stream().mapToLong(VatBreakdown::netCents).sum()).isEqualTo(10_000);
            assertThat(notes.stream()
                            .mapToLong(each -> each.vat().amountCents())
                            .sum())
                    .isEqualTo(2_200);
        }
    }
}
