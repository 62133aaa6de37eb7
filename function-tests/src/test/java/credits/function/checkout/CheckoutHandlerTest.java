package credits.function.checkout;

import static credits.function.checkout.TopUpFixture.sessionId;
import static org.assertj.core.api.Assertions.assertThat;

import credits.TestRequest;
import credits.identity.PaymentId;
import credits.invoicing.Vat.DecidedVat;
import credits.invoicing.Vat.VatTreatment;
import credits.ledger.DynamoDbFixture;
import credits.local.stripe.account.CheckoutBuyer;
import credits.local.stripe.account.TestPaymentMethod;
import credits.local.stripe.api.ApiFault;
import credits.local.stripe.api.ApiFault.Kind;
import credits.money.Eur;
import credits.stripe.PaymentFixture;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckoutHandlerTest {
    private static final PaymentFixture PAYMENTS = new PaymentFixture();
    private final TopUpFixture fixture = TopUpFixture.withoutBillingProfile(PAYMENTS);

    @AfterAll
    static void close() {
        PAYMENTS.close();
    }

    @Test
    void a_paid_top_up_is_credited_by_polling_alone() {
        fixture.saveBillingProfile();
        var opened = fixture.topUp(PAYMENTS.newKey(), "50.00");
        assertThat(opened.status()).isEqualTo(201);
        assertThat(opened.text("amount")).isEqualTo("50.00");
        assertThat(opened.headers()).containsEntry("location", "/v1/top_ups/" + opened.text("id"));
        assertThat(fixture.status(opened)).isEqualTo("open");

        PAYMENTS.stripe().pay(sessionId(opened), TestPaymentMethod.CARD);

        assertThat(fixture.status(opened)).isEqualTo("paid");
        assertThat(fixture.balance()).isEqualTo("50.00");
        assertThat(fixture.find(opened).text("total")).isEqualTo("61.00");
        assertThat(fixture.find(opened).text("vat")).isEqualTo("11.00");
    }

    @Test
    void the_checkout_session_matches_our_settings_and_record() {
        fixture.saveBillingProfile();
        var opened = fixture.topUp(PAYMENTS.newKey(), "50.00");

        var page = PAYMENTS.stripe().object(sessionId(opened));
        assertThat(page.path("amount_subtotal").asLong()).isEqualTo(5_000);
        assertThat(page.path("amount_total").asLong()).isEqualTo(6_100);
        assertThat(page.path("currency").asText()).isEqualTo("eur");
        assertThat(page.path("adaptive_pricing").path("enabled").asBoolean(true))
                .isFalse();
        assertThat(page.path("allow_promotion_codes").asBoolean(true)).isFalse();
        assertThat(page.at("/payment_method_options/card/request_three_d_secure")
                        .asText())
                .isEqualTo("any");
        assertThat(page.path("success_url").asText())
                .isEqualTo("https://app.example.com/usage/payments?top_up=" + opened.text("id") + "&returned");
        assertThat(page.path("cancel_url").asText()).startsWith("https://app.example.com/usage/payments?");
    }

    @Test
    void the_same_key_returns_the_same_response_and_opens_no_second_session() {
        fixture.saveBillingProfile();
        var key = PAYMENTS.newKey();
        var first = fixture.topUp(key, "50.00");

        var again = fixture.topUp(key, "50.00");
        PAYMENTS.stripe().pay(sessionId(first), TestPaymentMethod.CARD);
        var later = fixture.topUp(key, "50.00");

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers()).containsEntry("idempotency-replayed", "true");
        assertThat(later.body()).isEqualTo(first.body());
        assertThat(fixture.topUp(key, "60.00").status()).isEqualTo(422);
    }

    @Test
    void all_top_ups_of_an_organisation_have_one_customer_at_stripe() {
        fixture.saveBillingProfile();
        var customers = new HashSet<String>();
        for (int each = 0; each < 3; each++) {
            customers.add(PAYMENTS.stripe()
                    .object(sessionId(fixture.topUp(PAYMENTS.newKey(), "10")))
                    .path("customer")
                    .asText());
        }

        assertThat(customers).hasSize(1).doesNotContain("");
    }

    /// Stripe created the session but its response was lost: the next call with the key gets the same session.
    @Test
    void a_lost_response_from_stripe_opens_no_second_session() {
        fixture.saveBillingProfile();
        var key = PAYMENTS.newKey();
        PAYMENTS.stripe().faults().failNextOn("/v1/checkout/sessions", 2, ApiFault.after(Kind.CONNECTION_LOST));

        var first = fixture.topUp(key, "50.00");
        PAYMENTS.stripe().faults().clear();
        var again = fixture.topUp(key, "50.00");

        assertThat(first.status()).isEqualTo(503);
        assertThat(again.status()).isEqualTo(201);
        assertThat(fixture.sessionCount(key)).isEqualTo(1);
    }

    @Test
    void in_stripe_tax_mode_stripe_determines_the_vat_and_the_buyer() {
        var taxed = fixture.withSettings(PAYMENTS.wiring(), Map.of("VAT_MODE", "stripe_tax"));
        var opened = taxed.call(fixture.request(PAYMENTS.newKey(), "50.00"));
        assertThat(opened.status()).isEqualTo(201);

        PAYMENTS.stripe().pay(sessionId(opened), TestPaymentMethod.CARD);

        var paid = taxed.call(TestRequest.of(
                        "GET /v1/top_ups/{id}",
                        opened.text("id"),
                        PAYMENTS.clock().instant())
                .signedInAs(fixture.organisation().value(), "[owner]"));
        assertThat(paid.text("status")).isEqualTo("paid");
        assertThat(fixture.balance()).isEqualTo("50.00");
        assertThat(DynamoDbFixture.profileStore().findBillingProfile(fixture.organisation()))
                .isPresent();
    }

    @ParameterizedTest(name = "a buyer in {0}: {1} at {2}, {3} cents, in {4}")
    @CsvSource(delimiter = '|', textBlock = """
            IT | STANDARD      | 2200 | 1100 | it
            DE | STANDARD      | 1900 |  950 | de
            FI | STANDARD      | 2550 | 1275 | en
            CH | OUTSIDE_SCOPE |    0 |    0 | en
            """)
    void in_stripe_tax_mode_the_vat_that_stripe_charged_is_stored_for_the_invoice(
            String country, VatTreatment treatment, int hundredths, long cents, String language) {
        var taxed = fixture.withSettings(PAYMENTS.wiring(), Map.of("VAT_MODE", "stripe_tax"));
        var opened = taxed.call(fixture.request(PAYMENTS.newKey(), "50.00"));
        PAYMENTS.stripe().pay(sessionId(opened), TestPaymentMethod.CARD, CheckoutBuyer.EXAMPLE.withCountry(country));

        var _ = taxed.call(TestRequest.of(
                        "GET /v1/top_ups/{id}",
                        opened.text("id"),
                        PAYMENTS.clock().instant())
                .signedInAs(fixture.organisation().value(), "[owner]"));

        var id = PaymentId.parse(opened.text("id")).orElseThrow();
        var payment = PAYMENTS.wiring()
                .paymentLedger()
                .store()
                .find(fixture.organisation(), id.key())
                .orElseThrow();
        var taxingCountry = Optional.of(country).filter(_ -> treatment == VatTreatment.STANDARD);
        assertThat(payment.vat()).isEqualTo(new DecidedVat(treatment, hundredths, cents, taxingCountry));
        assertThat(payment.total()).contains(Eur.ofCents(5_000 + cents));
        assertThat(payment.buyer().orElseThrow().country()).isEqualTo(country);
        assertThat(payment.buyer().orElseThrow().language()).isEqualTo(language);
    }

    @Test
    void a_key_without_a_session_expires_before_stripe_forgets_it() {
        fixture.saveBillingProfile();
        var key = PAYMENTS.newKey();
        PAYMENTS.stripe().faults().failNextOn("/v1/checkout/sessions", 9, ApiFault.before(Kind.RATE_LIMITED));
        var first = fixture.topUp(key, "50.00");
        PAYMENTS.stripe().faults().clear();

        PAYMENTS.clock().advance(Duration.ofHours(25));

        assertThat(first.status()).isEqualTo(503);
        assertThat(fixture.topUp(key, "50.00").status()).isEqualTo(422);
        assertThat(fixture.sessionCount(key)).isZero();
    }
}
