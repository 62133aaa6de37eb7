package credits.function.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import credits.identity.UniqueId;
import credits.invoicing.BillingProfile;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
import credits.invoicing.VatId;
import credits.invoicing.VatId.Evidence;
import credits.invoicing.VatId.Status;
import credits.payment.Payment;
import credits.stripe.PaymentFixture;
import credits.vies.FakeVies;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A business in another member state buys without VAT only with a number that the register has verified
/// (Directive 2006/112/EC, articles 44 and 196; Implementing Regulation 282/2011, article 18).
class ReverseChargeTest {
    private static final PaymentFixture PAYMENTS = new PaymentFixture();
    private static final DecidedVat REVERSE_CHARGE = new DecidedVat(VatTreatment.REVERSE_CHARGE, 0, 0);
    private static final DecidedVat SELLERS_RATE =
            new DecidedVat(VatTreatment.STANDARD, 2_200, 1_100, Optional.of("IT"));
    private static final String VALID = "{\"valid\": true, \"requestIdentifier\": \"WAPI1\"}";
    private static final String INVALID = "{\"valid\": false, \"userError\": \"INVALID\"}";
    private static final String SILENT = "{\"valid\": false, \"userError\": \"MS_UNAVAILABLE\"}";

    private final TopUpFixture fixture = TopUpFixture.withoutBillingProfile(PAYMENTS);

    @AfterAll
    static void close() {
        PAYMENTS.close();
    }

    /// Red when an unverified number is enough, or a number is not asked about when credits are bought.
    @ParameterizedTest(name = "{0} {1} days ago, now {2}: asked {3} times, reverse charge {4}, then {5}")
    @CsvSource(textBlock = """
            UNVERIFIED,  0, VALID,   1, true,  VERIFIED
            UNVERIFIED,  0, INVALID, 1, false, INVALID
            UNVERIFIED,  0, SILENT,  1, false, UNVERIFIED
            VERIFIED,   29, INVALID, 0, true,  VERIFIED
            VERIFIED,   31, VALID,   1, true,  VERIFIED
            VERIFIED,   31, INVALID, 1, false, INVALID
            VERIFIED,   31, SILENT,  1, true,  VERIFIED
            INVALID,     1, VALID,   0, false, INVALID
            INVALID,    31, VALID,   1, true,  VERIFIED
            """)
    void a_sale_without_vat_needs_a_number_that_the_register_has_verified(
            Status status, int daysAgo, String answer, int asked, boolean isReverseCharge, Status then) {
        var checkedAt = PAYMENTS.clock().instant().minus(Duration.ofDays(daysAgo));
        save(buyer("DE", new VatId("DE136695976", status, Optional.of(new Evidence(checkedAt, Optional.empty())))));

        try (var vies = new FakeVies(_ -> answer(answer))) {
            var payment = topUp(vies);

            assertThat(payment.vat()).isEqualTo(isReverseCharge ? REVERSE_CHARGE : SELLERS_RATE);
            assertThat(vies.requestCount()).isEqualTo(asked);
            assertThat(statusOf(payment.buyer())).contains(then);
            assertThat(statusOf(PAYMENTS.wiring().profileStore().findBillingProfile(fixture.organisation())))
                    .contains(then);
        }
    }

    /// Red when the register is asked although its answer changes nothing.
    @ParameterizedTest
    @CsvSource({"IT, IT12345678903", "CH, DE136695976"})
    void the_register_is_not_asked_about_a_number_that_decides_nothing(String country, String number) {
        save(buyer(country, new VatId(number, Status.UNVERIFIED)));

        try (var vies = new FakeVies(_ -> VALID)) {
            var _ = topUp(vies);

            assertThat(vies.requestCount()).isZero();
        }
    }

    private static String answer(String name) {
        return switch (name) {
            case "VALID" -> VALID;
            case "INVALID" -> INVALID;
            default -> SILENT;
        };
    }

    private Payment topUp(FakeVies vies) {
        var key = PAYMENTS.newKey();
        var checkout = fixture.withSettings(PAYMENTS.wiring(), Map.of("VIES_URL", vies.url()));
        assertThat(checkout.topUp(key, "50.00").status()).isEqualTo(201);
        return find(key);
    }

    private Payment find(UniqueId key) {
        return PAYMENTS.wiring()
                .paymentLedger()
                .store()
                .find(fixture.organisation(), key)
                .orElseThrow();
    }

    private static Optional<Status> statusOf(Optional<BillingProfile> buyer) {
        return buyer.flatMap(BillingProfile::vatId).map(VatId::status);
    }

    private void save(BillingProfile buyer) {
        PAYMENTS.wiring()
                .profileStore()
                .saveBillingProfile(fixture.organisation(), buyer, PaymentFixture.SAVED_BY_GIULIA);
    }

    private static BillingProfile buyer(String country, VatId id) {
        return new BillingProfile(
                "Acme GmbH",
                "Unter den Linden 1",
                Optional.empty(),
                "10117",
                "Berlin",
                Optional.empty(),
                country,
                Optional.of(id),
                "de",
                "accounts@acme.example");
    }
}
