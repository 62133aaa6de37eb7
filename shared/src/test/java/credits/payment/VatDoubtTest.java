package credits.payment;

import static credits.TestParties.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.invoicing.BillingProfile;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
import credits.invoicing.VatId;
import credits.invoicing.VatId.Status;
import credits.money.Eur;
import credits.payment.PaymentUpdate.Paid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VatDoubtTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    /// Red when a sale without VAT passes with less than the law asks for: a number that the register has verified
    /// (Implementing Regulation 282/2011, article 18), or two pieces of evidence that agree (articles 24b and 24f).
    @ParameterizedTest(name = "{0} for a number {1}, now {2} {3}; card of {4}: {5}")
    @CsvSource(nullValues = "-", textBlock = """
            STANDARD,       UNVERIFIED, DE136695976, INVALID,    FR, -
            REVERSE_CHARGE, VERIFIED,   DE136695976, VERIFIED,   FR, -
            REVERSE_CHARGE, VERIFIED,   DE136695976, UNVERIFIED, -,  -
            REVERSE_CHARGE, VERIFIED,   DE136695976, INVALID,    -,  NUMBER_INVALID
            REVERSE_CHARGE, VERIFIED,   DE123456788, INVALID,    -,  -
            REVERSE_CHARGE, UNVERIFIED, DE136695976, VERIFIED,   -,  -
            REVERSE_CHARGE, UNVERIFIED, DE136695976, UNVERIFIED, -,  NUMBER_UNVERIFIED
            REVERSE_CHARGE, UNVERIFIED, DE136695976, INVALID,    -,  NUMBER_INVALID
            REVERSE_CHARGE, UNVERIFIED, DE123456788, VERIFIED,   -,  NUMBER_UNVERIFIED
            REVERSE_CHARGE, INVALID,    DE136695976, UNVERIFIED, -,  NUMBER_INVALID
            OUTSIDE_SCOPE,  UNVERIFIED, DE136695976, INVALID,    IT, -
            OUTSIDE_SCOPE,  UNVERIFIED, DE136695976, VERIFIED,   DE, PAYER_COUNTRY_OTHER
            OUTSIDE_SCOPE,  UNVERIFIED, DE136695976, VERIFIED,   CH, PAYER_COUNTRY_OTHER
            OUTSIDE_SCOPE,  UNVERIFIED, DE136695976, VERIFIED,   -,  PAYER_COUNTRY_UNKNOWN
            """)
    void a_sale_without_vat_is_doubtful_without_its_evidence(
            VatTreatment treatment,
            Status atPayment,
            String numberNow,
            Status now,
            @Nullable String payerCountry,
            @Nullable VatDoubt doubt) {
        var payment = paid(treatment, ACME.withVatId(new VatId("DE136695976", atPayment)), payerCountry);

        assertThat(VatDoubt.about(payment, Optional.of(ACME.withVatId(new VatId(numberNow, now)))))
                .isEqualTo(Optional.ofNullable(doubt));
    }

    private static Payment paid(VatTreatment treatment, BillingProfile buyer, @Nullable String payerCountry) {
        var begun = Payment.begin(
                new OrganisationId("org_acme"),
                new UniqueId(1, 1),
                new MemberId("usr_giulia"),
                NOON,
                NOON.plus(Duration.ofHours(2)),
                Eur.of("50"),
                new DecidedVat(treatment, 0, 0),
                Optional.of(buyer),
                "seal");
        return begun.applyUpdates(List.of(new Paid("pi_1", Eur.of("50"), NOON, Optional.ofNullable(payerCountry))));
    }
}
