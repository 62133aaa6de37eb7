package credits.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.model.checkout.Session;
import com.stripe.net.ApiResource;
import credits.invoicing.BillingProfile;
import credits.invoicing.BuyerReferences;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The buyer that Stripe's payment page has asked for, in the mode `stripe_tax`.
class CheckoutBuyerTest {
    /// Red when an invoice names nobody, or shows replacement characters: it is left to a person then.
    @ParameterizedTest(name = "{0} of {1}, profile {2}: {3}")
    @CsvSource(nullValues = "-", textBlock = """
            Acme Srl,  Milano, -,        Acme Srl
            Łódź AG,   Milano, Acme Srl, Łódź AG
            '\u200b', Milano, -,        -
            '\u200b', Milano, Acme Srl, Acme Srl
            株式会社,   Milano, -,        -
            株式会社,   Milano, Acme KK,  Acme KK
            -,         Milano, -,        -
            '',        Milano, Acme Srl, Acme Srl
            Acme Srl,  '\u200b', -,     -
            Acme Srl,  大阪市, Acme Srl, -
            """)
    void a_buyer_has_a_name_and_an_address_that_documents_can_show(
            @Nullable String name, String city, @Nullable String known, @Nullable String legalName) {
        var profile = Optional.ofNullable(known).map(CheckoutBuyerTest::profile);

        var buyer = CheckoutBillingProfile.from(session(name, city, "IT"), profile);

        assertThat(buyer.map(BillingProfile::legalName)).isEqualTo(Optional.ofNullable(legalName));
    }

    /// Red when documents are English for all.
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            IT, -,  it
            AT, -,  de
            FR, -,  fr
            ES, -,  es
            NL, -,  en
            IT, de, de
            NL, fr, fr
            """)
    void documents_are_in_the_language_of_the_profile_or_of_the_country(
            String country, @Nullable String chosen, String language) {
        var profile = Optional.ofNullable(chosen).map(each -> profile("Acme", each));

        var buyer = CheckoutBillingProfile.from(session("Acme", "Milano", country), profile);

        assertThat(buyer.orElseThrow().language()).isEqualTo(language);
    }

    @Test
    void what_the_page_does_not_ask_for_is_the_profile_s() {
        var references = new BuyerReferences(Optional.of("CC 17"), Optional.of("PO-1"), Optional.empty());
        var known = profile("Acme").withReferences(references);

        var buyer = CheckoutBillingProfile.from(session("Acme Nuova", "Milano", "IT"), Optional.of(known));

        assertThat(buyer.orElseThrow().references()).isEqualTo(references);
    }

    private static BillingProfile profile(String legalName) {
        return profile(legalName, "it");
    }

    private static BillingProfile profile(String legalName, String language) {
        return new BillingProfile(
                legalName,
                "Via Roma 1",
                Optional.empty(),
                "20121",
                "Milano",
                Optional.empty(),
                "IT",
                Optional.empty(),
                language,
                "billing@buyer.example");
    }

    private static Session session(@Nullable String name, String city, String country) {
        var json = """
                {"customer_details": {"name": %s, "email": "billing@buyer.example", "address": {
                  "line1": "Via Roma 1", "postal_code": "20121", "city": "%s", "country": "%s"}}}""".formatted(name == null ? "null" : '"' + name + '"', city, country);
        return ApiResource.GSON.fromJson(json, Session.class);
    }
}
