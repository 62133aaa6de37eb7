package credits.ledger;

import static credits.ledger.LocalTable.DYNAMO;
import static credits.ledger.LocalTable.NAME;
import static org.assertj.core.api.Assertions.assertThat;

import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.Paperwork.ArchivedFile;
import credits.ledger.Paperwork.Sheet;
import credits.topup.Buyer;
import credits.topup.DocumentNumber;
import credits.topup.PaymentId;
import credits.topup.PostalAddress;
import credits.topup.Sale;
import credits.topup.Seller;
import credits.topup.Series;
import credits.topup.Vat.Decided;
import credits.topup.Vat.Treatment;
import credits.topup.VatBreakdown;
import credits.topup.VatId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// These tests run on DynamoDB Local. Each has its own year and thus its own series.
class InvoicesTest {
    private static final Instant NOW = Instant.parse("2033-05-04T10:00:00Z");
    private static final ArchivedFile FILE = new ArchivedFile(28_123, "0f".repeat(32));

    private final Invoices invoices =
            new Invoices(DYNAMO, NAME, Attempts.within(Duration.ofSeconds(30), new SplittableRandom(1)));

    @Test
    void what_was_issued_reads_back_as_it_was_and_is_issued_once() {
        var day = LocalDate.of(2031, 5, 4);
        var first = invoices.issue(sale("inv1", 1), day);
        var second = invoices.issue(sale("inv1", 2), day);

        var again = invoices.issue(sale("inv1", 1), day.plusDays(9));

        assertThat(again).isEqualTo(first);
        assertThat(List.of(first.number(), second.number()))
                .containsExactly(DocumentNumber.of("2031-000001"), DocumentNumber.of("2031-000002"));
        assertThat(invoices.records().find(second.number())).contains(second);
        assertThat(invoices.records().find(DocumentNumber.of("2031-000003"))).isEmpty();
        assertThat(invoices.records().page(DocumentNumber.of("2031-000001"), 10))
                .containsExactly(first, second);
        assertThat(invoices.records().page(DocumentNumber.of("2031-000002"), 10))
                .containsExactly(second);
        assertThat(invoices.records().issued(new Series(Series.Kind.INVOICES, 2031)))
                .isEqualTo(2);
    }

    @Test
    void credit_notes_follow_what_went_back_and_add_up() {
        var day = LocalDate.of(2032, 5, 4);
        var invoice = invoices.issue(sale("inv2", 1), day);

        var first = invoices.credit(invoice, 3_333, day).orElseThrow();
        var repeated = invoices.credit(invoice, 3_333, day);
        var second = invoices.credit(invoice, 99_999, day).orElseThrow();

        assertThat(repeated).isEmpty();
        assertThat(invoices.records().find(first.number())).contains(first);
        assertThat(first.number()).isEqualTo(DocumentNumber.of("CN-2032-000001"));
        assertThat(first.invoice().number()).isEqualTo(invoice.number());
        assertThat(first.amounts().netCents() + second.amounts().netCents()).isEqualTo(10_000);
        assertThat(first.amounts().vat().amountCents() + second.amounts().vat().amountCents())
                .isEqualTo(2_200);
    }

    @Test
    void the_file_that_was_archived_first_is_noted_and_stays() {
        var day = LocalDate.of(2033, 5, 4);
        var sale = sale("inv3", 1);
        var invoice = invoices.issue(sale, day);
        var note = invoices.credit(invoice, 3_333, day).orElseThrow();
        var _ = invoices.credit(invoice, 12_200, day);

        invoices.archived(invoice, FILE, NOW);
        invoices.archived(note, FILE, NOW);
        invoices.archived(note, new ArchivedFile(1, "ee".repeat(32)), NOW);

        var paper = invoices.records().paperwork(sale.organisation(), sale.payment());
        assertThat(paper.invoice()).contains(new Sheet(invoice.number(), 12_200, Optional.of(FILE)));
        assertThat(paper.creditNotes())
                .map(sheet -> sheet.file().orElse(new ArchivedFile(0, "")))
                .containsExactly(FILE, new ArchivedFile(0, ""));
        assertThat(paper.creditedCents()).isEqualTo(12_200);
    }

    @Test
    void a_payment_that_is_on_no_paper_says_so() {
        var sale = sale("inv4", 1);

        assertThat(invoices.records().paperwork(sale.organisation(), sale.payment()))
                .isEqualTo(Paperwork.NONE);
    }

    private static Sale sale(String organisation, int number) {
        var seller = new Seller(
                "Lumen S.r.l.",
                new PostalAddress(
                        "Via Roma 1", Optional.of("2° piano"), Optional.empty(), "Milano", Optional.of("MI"), "IT"),
                "IT00743110157",
                "Lumen",
                Optional.of("REA MI-1234567"),
                Optional.of("billing@lumen.example"));
        var buyer = new Buyer(
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
        return new Sale(
                new OrganisationId(organisation),
                new PaymentId(new UniqueId(1, number)),
                LocalDate.of(2031, 5, 3),
                "pi_" + number,
                seller,
                buyer,
                new VatBreakdown(10_000, new Decided(Treatment.STANDARD, 2_200, 2_200)));
    }
}
