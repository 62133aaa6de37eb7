package credits.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import credits.Sample;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.invoicing.BillingProfile;
import credits.invoicing.DocumentNumber;
import credits.invoicing.FinalReversals;
import credits.invoicing.InvoiceData;
import credits.invoicing.NumberSeries;
import credits.invoicing.PostalAddress;
import credits.invoicing.Seller;
import credits.invoicing.TaxDocument;
import credits.invoicing.TaxDocument.Invoice;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
import credits.invoicing.VatBreakdown;
import credits.invoicing.store.InvoiceIssuance;
import credits.invoicing.store.InvoiceQueries;
import credits.invoicing.store.PaymentDocuments;
import credits.invoicing.store.PaymentDocuments.ArchivedFile;
import credits.local.aws.role.ActingFunction;
import credits.local.aws.role.TableRoleCheck;
import credits.retry.ServiceUnavailableException;
import credits.simulation.store.FaultPlan;
import credits.simulation.store.FaultyStore;
import credits.simulation.store.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Invoice numbers have no gaps, whichever worker crashes wherever: each worker starts again after each crash until all
/// documents are archived.
class InvoiceFaultsTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final NumberSeries YEAR = new NumberSeries(NumberSeries.Kind.INVOICES, 2026);
    private static final NumberSeries NOTES = new NumberSeries(NumberSeries.Kind.CREDIT_NOTES, 2026);
    private static final Seller SELLER = new Seller(
            "Lumen S.r.l.",
            new PostalAddress("Via Roma 1", Optional.empty(), Optional.of("20121"), "Milano", Optional.empty(), "IT"),
            "IT00743110157",
            "Lumen",
            Optional.empty(),
            Optional.empty());
    private static final BillingProfile BUYER = new BillingProfile(
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
    private static final ArchivedFile FILE = new ArchivedFile(1, "b".repeat(64), Optional.empty());

    @Test
    void two_hundred_concurrent_payments_get_the_numbers_1_to_200_whatever_fails() {
        var run = new Run(200, 4_711);
        for (int i = 0; i < 200; i++) {
            var invoiceData = sale(i);
            run.worker("payment " + i, invoiceIssuance -> {
                var invoice = invoiceIssuance.issueInvoice(invoiceData, PaymentDocuments.NONE, TODAY);
                var _ = invoiceIssuance.markArchived(invoice.document(), invoice.documents(), FILE, NOON);
            });
        }

        run.runToEnd();

        run.assertSeriesComplete(YEAR, 200);
        for (int i = 0; i < 200; i++)
            assertThat(run.paperwork(i).invoice().orElseThrow().archivedFile()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000})
    void repeated_deliveries_and_concurrent_refunds_issue_no_second_document(long firstSeed) {
        for (int offset : Sample.below(100, 25)) {
            var run = new Run(3, firstSeed + offset);
            for (var name : List.of("a", "b", "c", "d")) {
                run.worker(name, invoiceIssuance -> {
                    for (int i = 0; i < 3; i++) {
                        // What the worker knows is out of date as soon as another one has written.
                        var invoice = invoiceIssuance.issueInvoice(sale(i), PaymentDocuments.NONE, TODAY);
                        var known = invoice.documents();
                        for (long refunded : List.of(3_333L, 6_667L, 12_200L)) {
                            var note = invoiceIssuance.issueCorrection(
                                    invoice.document(), known, FinalReversals.ofRefunds(refunded), TODAY);
                            known = note.documents();
                            if (note.document().isPresent())
                                known = invoiceIssuance.markArchived(
                                        note.document().get(), known, FILE, NOON);
                        }
                    }
                });
            }

            run.runToEnd();

            run.assertSeriesComplete(YEAR, 3);
            run.assertSeriesComplete(NOTES, run.creditNoteCount());
            for (int i = 0; i < 3; i++) run.assertFullyCredited(i);
        }
    }

    @Test
    void a_new_year_starts_a_series_and_a_late_clock_never_moves_the_date_back() {
        var run = new Run(0, 1);
        var invoiceIssuance = run.invoiceIssuance();

        var last = issueInvoice(invoiceIssuance, 1, TODAY);
        var late = issueInvoice(invoiceIssuance, 2, TODAY.minusDays(1));
        var first = issueInvoice(invoiceIssuance, 3, LocalDate.of(2027, 1, 1));

        assertThat(List.of(last.number(), late.number(), first.number()))
                .map(DocumentNumber::toString)
                .containsExactly("2026-000001", "2026-000002", "2027-000001");
        assertThat(late.issuedOn()).isEqualTo(TODAY);
    }

    private static Invoice issueInvoice(InvoiceIssuance invoiceIssuance, int number, LocalDate today) {
        return invoiceIssuance
                .issueInvoice(sale(number), PaymentDocuments.NONE, today)
                .document();
    }

    private static InvoiceData sale(int number) {
        return new InvoiceData(
                new OrganisationId("org" + number % 7),
                payment(number),
                TODAY,
                "pi_" + number,
                SELLER,
                BUYER,
                new VatBreakdown(10_000, new DecidedVat(VatTreatment.STANDARD, 2_200, 2_200)));
    }

    private static PaymentId payment(int number) {
        return new PaymentId(new UniqueId(NOON.toEpochMilli() << 16, number));
    }

    /// Workers on one table, and the table's contents afterwards.
    private static final class Run {
        private final InMemoryStore store = new InMemoryStore("credits");
        private final DeterministicScheduler scheduler;
        private final DynamoDbClient faultyClient;
        private final FaultyStore reliableClient;
        private final int payments;
        private final long seed;

        Run(int payments, long seed) {
            var choices = ChoiceSource.seeded(seed);
            this.payments = payments;
            this.seed = seed;
            this.scheduler = new DeterministicScheduler(choices, NOON, 10_000_000);
            this.faultyClient = TableRoleCheck.of(new FaultyStore(store, scheduler, choices, FaultPlan.swarm(choices)));
            this.reliableClient = new FaultyStore(store, scheduler, choices, FaultPlan.none());
        }

        void worker(String name, Consumer<InvoiceIssuance> invoiceTask) {
            scheduler.addTask(name, () -> {
                while (true) {
                    try {
                        var issuance = new InvoiceIssuance(faultyClient, "credits", () -> this::retryAfterPause);
                        ActingFunction.run("InvoiceFunction", () -> invoiceTask.accept(issuance));
                        return;
                    } catch (ServiceUnavailableException | SimulatedCrash e) {
                        scheduler.record(e.getClass().getSimpleName());
                    }
                }
            });
        }

        private boolean retryAfterPause() {
            scheduler.sleep(Duration.ofMillis(10));
            return true;
        }

        void runToEnd() {
            scheduler.run();
            assertThat(scheduler.failures()).as("seed %d", seed).isEmpty();
        }

        /// The documents as a reader without faults sees them.
        InvoiceQueries queries() {
            return new InvoiceQueries(reliableClient, "credits");
        }

        InvoiceIssuance invoiceIssuance() {
            return new InvoiceIssuance(reliableClient, "credits", () -> this::retryAfterPause);
        }

        PaymentDocuments paperwork(int payment) {
            return queries().findDocuments(sale(payment).organisation(), payment(payment));
        }

        int creditNoteCount() {
            return IntStream.range(0, payments)
                    .map(i -> paperwork(i).creditNotes().size())
                    .sum();
        }

        /// Asserts that the series has exactly the positions 1 to `count`, each of another sale or credit
        /// note, on its payment's document.
        void assertSeriesComplete(NumberSeries series, int count) {
            assertThat(queries().issuedCount(series)).as("seed %d", seed).isEqualTo(count);
            if (count == 0) return;
            var documents = queries().listDocuments(new DocumentNumber(series, 1), count + 1);
            assertThat(documents)
                    .as("seed %d", seed)
                    .map(document -> document.number().position())
                    .isEqualTo(IntStream.rangeClosed(1, count).boxed().toList());
            var referenced = new HashSet<DocumentNumber>();
            for (var document : documents) {
                var data = document.invoiceData();
                var paper = queries().findDocuments(data.organisation(), data.paymentId());
                if (paper.findDocument(document.number()).isPresent()) referenced.add(document.number());
            }
            assertThat(referenced).as("seed %d", seed).hasSize(count);
        }

        /// Asserts that everything refunded is on credit notes, to the cent, net and VAT.
        void assertFullyCredited(int payment) {
            var notes = paperwork(payment).creditNotes().stream()
                    .map(documentRef ->
                            queries().findDocument(documentRef.number()).orElseThrow())
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
