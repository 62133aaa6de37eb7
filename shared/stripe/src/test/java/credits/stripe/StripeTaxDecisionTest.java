package credits.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.checkout.Session;
import com.stripe.net.ApiResource;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.invoicing.BillingProfile;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.VatBreakdown;
import credits.invoicing.VatId;
import credits.invoicing.VatId.Status;
import credits.money.Eur;
import credits.payment.Payment;
import credits.payment.PaymentUpdate.Paid;
import credits.payment.VatDoubt;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an invoice says of the VAT that Stripe Tax has charged for €100.00 of credits, and what a person is
/// asked to look at, in the mode `stripe_tax`. To be read by an accountant.
class StripeTaxDecisionTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final String NO_TAX = "";

    /// `-` is none or nothing. Without a decision there is no invoice until a person has looked at the payment.
    @ParameterizedTest(name = "{0} {1}, number {2} {3}, card of {4}; Stripe: {5} {6} {7}: {8} {9} {10}; doubt {11}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # country and postal code, VAT number, register | card || Stripe: taxes, cents, reason || VAT, country, rate || doubt
            IT | 20121   | -           | -          | IT | IT 22      | 2200 | standard_rated  | STANDARD       | IT | 22   | -
            DE | 10115   | -           | -          | DE | DE 19      | 1900 | standard_rated  | STANDARD       | DE | 19   | -
            DE | 10115   | DE136695976 | UNVERIFIED | DE | DE 19      | 1900 | standard_rated  | STANDARD       | DE | 19   | -
            DE | 10115   | DE136695976 | INVALID    | DE | DE 19      | 1900 | standard_rated  | STANDARD       | DE | 19   | -
            DE | 10115   | DE136695976 | VERIFIED   | DE | DE 0       | 0    | reverse_charge  | REVERSE_CHARGE | -  | 0    | -
            DE | 10115   | DE136695976 | UNVERIFIED | DE | DE 0       | 0    | reverse_charge  | REVERSE_CHARGE | -  | 0    | NUMBER_UNVERIFIED
            DE | 10115   | DE136695976 | INVALID    | DE | DE 0       | 0    | reverse_charge  | REVERSE_CHARGE | -  | 0    | NUMBER_INVALID
            DE | 10115   | -           | -          | DE | DE 0       | 0    | reverse_charge  | -              | -  | -    | -
            DE | 10115   | -           | -          | DE | -          | 0    | -               | -              | -  | -    | -
            DE | 10115   | -           | -          | DE | DE 19,DE 1 | 2000 | standard_rated  | -              | -  | -    | -
            FI | 00100   | -           | -          | FI | FI 25.5    | 2550 | standard_rated  | STANDARD       | FI | 25.5 | -
            MC | 98000   | -           | -          | MC | FR 20      | 2000 | standard_rated  | STANDARD       | FR | 20   | -
            ES | 35001   | -           | -          | ES | ES 0       | 0    | not_subject_to_tax | OUTSIDE_SCOPE | - | 0   | -
            GB | BT1 1AA | XI980780684 | VERIFIED   | GB | -          | 0    | -               | OUTSIDE_SCOPE  | -  | 0    | -
            CH | 8001    | -           | -          | CH | -          | 0    | -               | OUTSIDE_SCOPE  | -  | 0    | -
            CH | 8001    | -           | -          | IT | -          | 0    | -               | OUTSIDE_SCOPE  | -  | 0    | PAYER_COUNTRY_OTHER
            US | 10001   | -           | -          | -  | -          | 0    | -               | OUTSIDE_SCOPE  | -  | 0    | PAYER_COUNTRY_UNKNOWN
            """)
    void the_vat_is_what_stripe_charged_and_its_reason(
            String country,
            String postalCode,
            @Nullable String number,
            @Nullable Status status,
            @Nullable String card,
            @Nullable String taxes,
            long cents,
            @Nullable String reason,
            @Nullable String treatment,
            @Nullable String taxingCountry,
            @Nullable String rate,
            @Nullable VatDoubt doubt) {
        var id = number == null || status == null ? Optional.<VatId>empty() : Optional.of(new VatId(number, status));
        var buyer = buyer(country, postalCode, id);

        var vat = CheckoutVat.from(session(Optional.ofNullable(taxes).orElse(NO_TAX), cents, reason), buyer);

        assertThat(vat.map(each -> each.treatment().name())).isEqualTo(Optional.ofNullable(treatment));
        assertThat(vat.flatMap(DecidedVat::country)).isEqualTo(Optional.ofNullable(taxingCountry));
        assertThat(vat.map(each -> new VatBreakdown(10_000, each).ratePercent()))
                .isEqualTo(Optional.ofNullable(rate));
        assertThat(vat.flatMap(each -> doubt(buyer, each, Optional.ofNullable(card))))
                .isEqualTo(Optional.ofNullable(doubt));
    }

    private static Session session(String taxes, long cents, @Nullable String reason) {
        var items = List.of(taxes.split(",", -1)).stream()
                .filter(tax -> !tax.isEmpty())
                .map(tax -> tax.split(" ", 2))
                .map(tax -> """
                        {"amount": %d, "taxability_reason": "%s", "rate": {"country": "%s", "percentage": %s}}""".formatted(cents, reason, tax[0], new BigDecimal(tax[1])))
                .toList();
        var json = """
                {"total_details": {"amount_tax": %d, "breakdown": {"taxes": [%s]}}}""".formatted(cents, String.join(",", items));
        return ApiResource.GSON.fromJson(json, Session.class);
    }

    private static Optional<VatDoubt> doubt(BillingProfile buyer, DecidedVat vat, Optional<String> card) {
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
        return VatDoubt.about(begun.applyUpdates(List.of(paid)), Optional.of(buyer));
    }

    private static BillingProfile buyer(String country, String postalCode, Optional<VatId> id) {
        return new BillingProfile(
                "Buyer",
                "Street 1",
                Optional.empty(),
                postalCode,
                "City",
                Optional.empty(),
                country,
                id,
                "en",
                "billing@buyer.example");
    }
}
