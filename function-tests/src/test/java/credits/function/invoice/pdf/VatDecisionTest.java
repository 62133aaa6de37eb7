package credits.function.invoice.pdf;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import credits.function.invoice.InvoiceFixture;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.invoicing.BillingProfile;
import credits.invoicing.DocumentLanguage;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.VatId;
import credits.invoicing.VatId.Status;
import credits.invoicing.VatRateTable;
import credits.money.Eur;
import credits.payment.Payment;
import credits.payment.PaymentUpdate.Paid;
import credits.payment.VatDoubt;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who owes which VAT to whom, what the invoice says of it, and what a person is asked to look at: an Italian seller
/// sells for €100.00, in the mode `static`. To be read by an accountant.
class VatDecisionTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    private static final Map<String, VatRateTable> TABLES = Map.of(
            "oss", VatRateTable.parse("IT", oneStopShopRates()),
            "no oss", VatRateTable.parse("IT", "IT:22:2013-10-01"));

    // Some of the rates of 2026; the others do not matter here.
    private static String oneStopShopRates() {
        var known = Map.of("IT", "22", "DE", "19", "FR", "20", "ES", "21", "FI", "25.5", "GR", "24", "IE", "23");
        return Arrays.stream(Locale.getISOCountries())
                .map(country -> country + ":" + known.getOrDefault(country, "20") + ":2013-01-01")
                .collect(joining(","));
    }

    /// Articles of Directive 2006/112/EC. `-` is none or nothing.
    @ParameterizedTest(name = "{0}: {1} {2}, number {3} {4}, card of {5}: {6} {7} {8}, {9}; doubt {10}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # seller | country and postal code, VAT number, register | card || VAT, country, rate | article | doubt
            no oss | IT | 20121    | -             | -          | IT | STANDARD       | IT | 22   | -         | -
            no oss | IT | 20121    | IT00743110157 | VERIFIED   | IT | STANDARD       | IT | 22   | -         | -
            no oss | DE | 10115    | -             | -          | DE | STANDARD       | IT | 22   | -         | -
            no oss | DE | 10115    | DE136695976   | UNVERIFIED | DE | STANDARD       | IT | 22   | -         | -
            no oss | DE | 10115    | DE136695976   | INVALID    | DE | STANDARD       | IT | 22   | -         | -
            no oss | DE | 10115    | DE136695976   | VERIFIED   | DE | REVERSE_CHARGE | -  | 0    | 196       | -
            no oss | CH | 8001     | -             | -          | CH | OUTSIDE_SCOPE  | -  | 0    | 44 and 58 | -
            oss    | IT | 20121    | -             | -          | IT | STANDARD       | IT | 22   | -         | -
            oss    | IT | 20121    | IT00743110157 | VERIFIED   | DE | STANDARD       | IT | 22   | -         | -
            oss    | DE | 10115    | -             | -          | DE | STANDARD       | DE | 19   | -         | -
            oss    | DE | 10115    | -             | -          | US | STANDARD       | DE | 19   | -         | -
            oss    | DE | 10115    | DE136695976   | UNVERIFIED | DE | STANDARD       | DE | 19   | -         | -
            oss    | DE | 10115    | DE136695976   | INVALID    | DE | STANDARD       | DE | 19   | -         | -
            oss    | DE | 10115    | DE136695976   | VERIFIED   | DE | REVERSE_CHARGE | -  | 0    | 196       | -
            oss    | DE | 10115    | DE136695976   | VERIFIED   | US | REVERSE_CHARGE | -  | 0    | 196       | -
            oss    | DE | 10115    | FR40303265045 | VERIFIED   | DE | STANDARD       | DE | 19   | -         | -
            oss    | FI | 00100    | -             | -          | FI | STANDARD       | FI | 25.5 | -         | -
            oss    | GR | 10431    | EL094259216   | VERIFIED   | GR | REVERSE_CHARGE | -  | 0    | 196       | -
            oss    | GR | 10431    | EL094259216   | UNVERIFIED | GR | STANDARD       | GR | 24   | -         | -
            oss    | MC | 98000    | -             | -          | MC | STANDARD       | FR | 20   | -         | -
            oss    | MC | 98000    | FR40303265045 | VERIFIED   | MC | REVERSE_CHARGE | -  | 0    | 196       | -
            oss    | ES | 28001    | -             | -          | ES | STANDARD       | ES | 21   | -         | -
            oss    | ES | 35001    | -             | -          | ES | OUTSIDE_SCOPE  | -  | 0    | 44 and 58 | -
            oss    | ES | 35001    | ESB58378431   | VERIFIED   | ES | OUTSIDE_SCOPE  | -  | 0    | 44 and 58 | -
            oss    | DE | 78266    | -             | -          | DE | OUTSIDE_SCOPE  | -  | 0    | 44 and 58 | -
            oss    | IT | 23041    | -             | -          | IT | OUTSIDE_SCOPE  | -  | 0    | 44 and 58 | -
            oss    | RE | 97400    | -             | -          | RE | OUTSIDE_SCOPE  | -  | 0    | 44 and 58 | -
            oss    | GB | BT1 1AA  | XI980780684   | VERIFIED   | GB | OUTSIDE_SCOPE  | -  | 0    | 44 and 58 | -
            oss    | GB | SW1A 1AA | -             | -          | GB | OUTSIDE_SCOPE  | -  | 0    | 44 and 58 | -
            oss    | CH | 8001     | -             | -          | CH | OUTSIDE_SCOPE  | -  | 0    | 44 and 58 | -
            oss    | CH | 8001     | -             | -          | IT | OUTSIDE_SCOPE  | -  | 0    | 44 and 58 | PAYER_COUNTRY_OTHER
            oss    | CH | 8001     | -             | -          | LI | OUTSIDE_SCOPE  | -  | 0    | 44 and 58 | PAYER_COUNTRY_OTHER
            oss    | US | 10001    | -             | -          | -  | OUTSIDE_SCOPE  | -  | 0    | 44 and 58 | PAYER_COUNTRY_UNKNOWN
            """)
    void the_vat_follows_from_seller_buyer_number_and_evidence(
            String seller,
            String country,
            String postalCode,
            @Nullable String number,
            @Nullable Status status,
            @Nullable String card,
            String treatment,
            @Nullable String taxingCountry,
            String rate,
            @Nullable String article,
            @Nullable VatDoubt doubt) {
        var id = number == null || status == null ? Optional.<VatId>empty() : Optional.of(new VatId(number, status));
        var buyer = InvoiceFixture.buyer(
                "Buyer", "Street 1", postalCode.replace(" ", "") + " City", country, id, DocumentLanguage.EN);

        var vat = requireNonNull(TABLES.get(seller)).vatFor(buyer, 10_000, TODAY);

        assertThat(vat.treatment()).hasToString(treatment);
        assertThat(vat.country()).isEqualTo(Optional.ofNullable(taxingCountry));
        var sale = InvoiceFixture.sale(buyer, 10_000, vat);
        assertThat(sale.amounts().ratePercent()).isEqualTo(rate);
        assertThat(articleOnInvoice(
                        new DocumentText(InvoiceFixture.invoice(sale), Translations.load(DocumentLanguage.EN))))
                .isEqualTo(Optional.ofNullable(article));
        assertThat(VatDoubt.about(paid(buyer, vat, Optional.ofNullable(card)), Optional.of(buyer)))
                .isEqualTo(Optional.ofNullable(doubt));
    }

    private static Optional<String> articleOnInvoice(DocumentText text) {
        return text.exemptionReason()
                .map(reason -> reason.replaceAll(".*Art\\. (.*) of Directive 2006/112/EC.*", "$1"));
    }

    private static Payment paid(BillingProfile buyer, DecidedVat vat, Optional<String> card) {
        var begun = Payment.begin(
                new OrganisationId("org_buyer"),
                new UniqueId(1, 1),
                new MemberId("usr_giulia"),
                NOON,
                NOON.plus(Duration.ofHours(2)),
                Eur.of("100"),
                vat,
                Optional.of(buyer),
                "seal");
        var paid = new Paid("pi_1", Eur.ofCents(10_000 + vat.amountCents()), NOON, card);
        return begun.applyUpdates(List.of(paid));
    }
}
