package credits.function.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import credits.identity.PaymentId;
import credits.invoicing.BillingProfile;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
import credits.invoicing.VatId;
import credits.invoicing.VatId.Evidence;
import credits.invoicing.VatId.Status;
import credits.local.stripe.account.CheckoutBuyer;
import credits.local.stripe.account.TestPaymentMethod;
import credits.payment.Payment;
import credits.stripe.PaymentFixture;
import credits.vies.FakeVies;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// In the mode `stripe_tax`, Stripe Tax sells without VAT to any number of the right form that it is given: it is given
/// verified ones only.
class StripeTaxNumberTest {
    private static final PaymentFixture PAYMENTS = new PaymentFixture();
    private static final String NUMBER = "DE136695976";
    private static final String SILENT = "{\"valid\": false, \"userError\": \"MS_UNAVAILABLE\"}";
    private static final DecidedVat REVERSE_CHARGE = new DecidedVat(VatTreatment.REVERSE_CHARGE, 0, 0);
    private static final DecidedVat GERMAN_RATE = new DecidedVat(VatTreatment.STANDARD, 1_900, 950, Optional.of("DE"));

    private final TopUpFixture fixture = TopUpFixture.withoutBillingProfile(PAYMENTS);

    @AfterAll
    static void close() {
        PAYMENTS.close();
    }

    @ParameterizedTest(name = "{0}, the register says {1}: reverse charge {2}, then {3}")
    @CsvSource(textBlock = """
            VERIFIED,   SILENT,  true,  VERIFIED
            UNVERIFIED, VALID,   true,  VERIFIED
            UNVERIFIED, SILENT,  false, UNVERIFIED
            UNVERIFIED, INVALID, false, INVALID
            INVALID,    SILENT,  false, INVALID
            """)
    void only_a_verified_number_of_the_profile_buys_without_vat(
            Status status, String answer, boolean isReverseCharge, Status then) {
        save(status);

        var payment = buy(
                switch (answer) {
                    case "VALID" -> "{\"valid\": true, \"requestIdentifier\": \"WAPI1\"}";
                    case "INVALID" -> "{\"valid\": false, \"userError\": \"INVALID\"}";
                    default -> SILENT;
                });

        assertThat(payment.vat()).isEqualTo(isReverseCharge ? REVERSE_CHARGE : GERMAN_RATE);
        assertThat(payment.buyer().flatMap(BillingProfile::vatId).map(VatId::status))
                .contains(then);
        var profile = PAYMENTS.wiring().profileStore().findBillingProfile(fixture.organisation());
        assertThat(profile).as("with the address that Checkout asked for").isEqualTo(payment.buyer());
        assertThat(payment.buyer().flatMap(BillingProfile::vatId).flatMap(VatId::evidence))
                .isPresent();
    }

    /// Red when Stripe keeps a number that is no longer valid.
    @Test
    void a_number_that_turns_out_invalid_is_taken_from_stripe() {
        save(Status.VERIFIED);
        assertThat(buy(SILENT).vat()).isEqualTo(REVERSE_CHARGE);

        save(Status.INVALID);

        assertThat(buy(SILENT).vat()).isEqualTo(GERMAN_RATE);
    }

    private Payment buy(String answerOfRegister) {
        try (var vies = new FakeVies(_ -> answerOfRegister)) {
            var taxed =
                    fixture.withSettings(PAYMENTS.wiring(), Map.of("VAT_MODE", "stripe_tax", "VIES_URL", vies.url()));
            var opened = taxed.topUp(PAYMENTS.newKey(), "50.00");
            assertThat(opened.status()).isEqualTo(201);
            var store = PAYMENTS.wiring().paymentLedger().store();
            var id = PaymentId.parse(opened.text("id")).orElseThrow().key();
            var payment = store.find(fixture.organisation(), id).orElseThrow();
            PAYMENTS.stripe()
                    .pay(PAYMENTS.sessionId(payment), TestPaymentMethod.CARD, CheckoutBuyer.EXAMPLE.withCountry("DE"));
            var _ = PAYMENTS.wiring().fulfilment().refresh(payment, PAYMENTS.source());
            return PAYMENTS.stored(payment);
        }
    }

    private void save(Status status) {
        var evidence = new Evidence(PAYMENTS.clock().instant(), Optional.empty());
        PAYMENTS.wiring()
                .profileStore()
                .saveBillingProfile(
                        fixture.organisation(),
                        PaymentFixture.ACME.withVatId(new VatId(NUMBER, status, Optional.of(evidence))),
                        PaymentFixture.SAVED_BY_GIULIA);
    }
}
