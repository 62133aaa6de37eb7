package credits.function.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import credits.invoicing.BillingProfile;
import credits.stripe.PaymentFixture;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Stripe's page and reports say of VAT that the rate table has decided.
class TaxRateCountryTest {
    private static final PaymentFixture PAYMENTS = new PaymentFixture();
    private static final Map<String, String> ONE_STOP_SHOP =
            Map.of("VAT_RATES", "IT:22:2013-10-01,DE:19:2007-01-01,FR:20:2014-01-01");

    @AfterAll
    static void close() {
        PAYMENTS.close();
    }

    /// Red when Stripe's reports show Germany's VAT as the seller's.
    @ParameterizedTest
    @CsvSource({"DE, 10115, DE, 19", "MC, 98000, FR, 20", "IT, 20121, IT, 22"})
    void stripe_s_tax_rate_names_the_taxing_country(String country, String postalCode, String taxing, String percent) {
        var fixture = TopUpFixture.withoutBillingProfile(PAYMENTS);
        PAYMENTS.wiring()
                .profileStore()
                .saveBillingProfile(fixture.organisation(), buyer(country, postalCode), PaymentFixture.SAVED_BY_GIULIA);

        var opened = fixture.withSettings(PAYMENTS.wiring(), ONE_STOP_SHOP).topUp(PAYMENTS.newKey(), "50.00");

        assertThat(opened.status()).isEqualTo(201);
        assertThat(PAYMENTS.stripe().objects("tax_rate"))
                .filteredOn(rate -> rate.path("percentage").asText().startsWith(percent))
                .extracting(rate -> rate.path("country").asText())
                .containsExactly(taxing);
    }

    private static BillingProfile buyer(String country, String postalCode) {
        return new BillingProfile(
                "Consumer",
                "Street 1",
                Optional.empty(),
                postalCode,
                "City",
                Optional.empty(),
                country,
                Optional.empty(),
                "en",
                "consumer@buyer.example");
    }
}
