package credits.payment;

import static credits.TestParties.ACME;
import static credits.TestParties.LUMEN;
import static org.assertj.core.api.Assertions.assertThat;

import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.invoicing.DocumentNumber;
import credits.invoicing.TaxDocument.Invoice;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
import credits.invoicing.VatPeriod;
import credits.money.Eur;
import credits.payment.PaymentUpdate.Paid;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentedPaymentTest {
    private static final Instant STARTED = Instant.parse("2026-12-31T20:00:00Z");

    /// Red when a payment is dated by another clock than the seller's, or by the time at which we heard of it.
    @ParameterizedTest(name = "paid at {0}, seller in {1}: {2}, {3}")
    @CsvSource(textBlock = """
            2026-12-31T22:58:34Z, Europe/Rome,      2026-12-31, 2026-Q4
            2026-12-31T22:59:59Z, Europe/Rome,      2026-12-31, 2026-Q4
            2026-12-31T23:00:00Z, Europe/Rome,      2027-01-01, 2027-Q1
            2026-12-31T23:00:00Z, Europe/Lisbon,    2026-12-31, 2026-Q4
            2026-12-31T21:59:59Z, Europe/Helsinki,  2026-12-31, 2026-Q4
            2026-12-31T22:00:00Z, Europe/Helsinki,  2027-01-01, 2027-Q1
            """)
    void a_payment_across_midnight_belongs_to_the_seller_s_day_and_period(
            Instant paidAt, ZoneId sellerZone, LocalDate paidOn, String period) {
        var begun = Payment.begin(
                new OrganisationId("acme"),
                new UniqueId(1, 1),
                new MemberId("usr_giulia"),
                STARTED,
                STARTED.plus(Duration.ofHours(2)),
                Eur.of("100"),
                new DecidedVat(VatTreatment.STANDARD, 2_200, 2_200, Optional.of("IT")),
                Optional.of(ACME),
                "seal");
        var paid = begun.applyUpdates(List.of(new Paid("pi_1", Eur.of("122"), paidAt)));
        var credited = paid.withPosted(paid.pendingPosting().orElseThrow());

        var sale =
                new DocumentedPayment(credited, sellerZone).invoiceData(LUMEN).orElseThrow();

        assertThat(sale.paidOn()).isEqualTo(paidOn);
        // Issued a day late, in the next year at any rate.
        var invoice = new Invoice(DocumentNumber.of("2027-000001"), LocalDate.of(2027, 1, 2), sale);
        assertThat(List.of("2026-Q4", "2027-Q1"))
                .filteredOn(each -> VatPeriod.parse(each).orElseThrow().contains(invoice))
                .containsExactly(period);
    }
}
