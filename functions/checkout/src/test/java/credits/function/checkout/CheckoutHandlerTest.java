package credits.function.checkout;

import static credits.function.checkout.Buying.session;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Request;
import credits.ledger.LocalTable;
import credits.local.stripe.account.Buyer;
import credits.local.stripe.account.Method;
import credits.local.stripe.api.Fault;
import credits.local.stripe.api.Fault.Kind;
import credits.stripe.Shop;
import credits.topup.PaymentId;
import credits.topup.Vat.Decided;
import credits.topup.Vat.Treatment;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckoutHandlerTest {
    private static final Shop SHOP = new Shop();
    private final Buying buying = Buying.stranger(SHOP);

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void a_top_up_is_opened_paid_and_credited_by_asking_alone() {
        buying.profile();
        var opened = buying.topUp(SHOP.key(), "50.00");
        assertThat(opened.status()).isEqualTo(201);
        assertThat(buying.status(opened)).isEqualTo("open");

        SHOP.stripe().pay(session(opened), Method.CARD);

        assertThat(buying.status(opened)).isEqualTo("paid");
        assertThat(buying.balance()).isEqualTo("50.00");
        assertThat(buying.find(opened).of("total")).isEqualTo("61.00");
        assertThat(buying.find(opened).of("vat")).isEqualTo("11.00");
    }

    @Test
    void the_page_is_as_our_settings_and_record_say() {
        buying.profile();
        var opened = buying.topUp(SHOP.key(), "50.00");

        var page = SHOP.stripe().object(session(opened));
        assertThat(page.path("amount_subtotal").asLong()).isEqualTo(5_000);
        assertThat(page.path("amount_total").asLong()).isEqualTo(6_100);
        assertThat(page.path("currency").asText()).isEqualTo("eur");
        assertThat(page.path("adaptive_pricing").path("enabled").asBoolean(true))
                .isFalse();
        assertThat(page.path("allow_promotion_codes").asBoolean(true)).isFalse();
        assertThat(page.path("success_url").asText())
                .isEqualTo("https://app.example.com/usage/payments?top_up=" + opened.of("id") + "&returned");
        assertThat(page.path("cancel_url").asText()).startsWith("https://app.example.com/usage/payments?");
    }

    @Test
    void the_same_key_answers_the_same_and_opens_nothing_more() {
        buying.profile();
        var key = SHOP.key();
        var first = buying.topUp(key, "50.00");

        var again = buying.topUp(key, "50.00");
        SHOP.stripe().pay(session(first), Method.CARD);
        var later = buying.topUp(key, "50.00");

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers()).containsEntry("idempotency-replayed", "true");
        assertThat(later.body()).isEqualTo(first.body());
        assertThat(buying.topUp(key, "60.00").status()).isEqualTo(422);
    }

    @Test
    void all_top_ups_of_an_organisation_have_one_customer_at_stripe() {
        buying.profile();
        var customers = new HashSet<String>();
        for (int each = 0; each < 3; each++) {
            customers.add(SHOP.stripe()
                    .object(session(buying.topUp(SHOP.key(), "10")))
                    .path("customer")
                    .asText());
        }

        assertThat(customers).hasSize(1).doesNotContain("");
    }

    /// Stripe created the session but its response was lost: the next call with the key gets the same session.
    @Test
    void an_answer_of_stripe_s_that_is_lost_opens_no_second_page() {
        buying.profile();
        var key = SHOP.key();
        SHOP.stripe().faults().nextOn("/v1/checkout/sessions", 2, Fault.after(Kind.LOST));

        var first = buying.topUp(key, "50.00");
        SHOP.stripe().faults().clear();
        var again = buying.topUp(key, "50.00");

        assertThat(first.status()).isEqualTo(503);
        assertThat(again.status()).isEqualTo(201);
        assertThat(buying.pages(key)).isEqualTo(1);
    }

    @Test
    void in_mode_stripe_tax_stripe_finds_out_the_vat_and_who_bought() {
        var taxed = buying.by(SHOP.wiring(), Map.of("VAT_MODE", "stripe_tax"));
        var opened = taxed.call(buying.request(SHOP.key(), "50.00"));
        assertThat(opened.status()).isEqualTo(201);

        SHOP.stripe().pay(session(opened), Method.CARD);

        var paid = taxed.call(
                Request.of("GET /v1/top_ups/{id}", opened.of("id"), SHOP.clock().instant())
                        .by(buying.organisation().value(), "[owner]"));
        assertThat(paid.of("status")).isEqualTo("paid");
        assertThat(buying.balance()).isEqualTo("50.00");
        assertThat(LocalTable.profiles().buyer(buying.organisation())).isPresent();
    }

    @ParameterizedTest(name = "a buyer in {0} with {1}: {2} at {3}, {4} cents")
    @CsvSource(delimiter = '|', textBlock = """
            IT |               | STANDARD       | 2200 | 1100
            IT | IT12345678903 | STANDARD       | 2200 | 1100
            FI |               | STANDARD       | 2550 | 1275
            DE | DE136695976   | REVERSE_CHARGE |    0 |    0
            CH |               | OUTSIDE_SCOPE  |    0 |    0
            """)
    void in_mode_stripe_tax_the_vat_that_stripe_charged_is_kept_for_the_invoice(
            String country, String vatId, Treatment treatment, int hundredths, long cents) {
        var taxed = buying.by(SHOP.wiring(), Map.of("VAT_MODE", "stripe_tax"));
        var opened = taxed.call(buying.request(SHOP.key(), "50.00"));
        var buyer = Buyer.SOMEBODY.in(country);
        SHOP.stripe().pay(session(opened), Method.CARD, vatId == null ? buyer : buyer.withVatNumber(vatId));

        var _ = taxed.call(
                Request.of("GET /v1/top_ups/{id}", opened.of("id"), SHOP.clock().instant())
                        .by(buying.organisation().value(), "[owner]"));

        var id = PaymentId.parse(opened.of("id")).orElseThrow();
        var payment = SHOP.wiring()
                .payments()
                .records()
                .find(buying.organisation(), id.key())
                .orElseThrow();
        assertThat(payment.vat()).isEqualTo(new Decided(treatment, hundredths, cents));
        assertThat(payment.totalCents()).contains(5_000 + cents);
        assertThat(payment.buyer().orElseThrow().country()).isEqualTo(country);
    }

    @Test
    void a_key_whose_page_was_never_opened_ends_before_stripe_forgets_it() {
        buying.profile();
        var key = SHOP.key();
        SHOP.stripe().faults().nextOn("/v1/checkout/sessions", 9, Fault.before(Kind.BUSY));
        var first = buying.topUp(key, "50.00");
        SHOP.stripe().faults().clear();

        SHOP.clock().passes(Duration.ofHours(25));

        assertThat(first.status()).isEqualTo(503);
        assertThat(buying.topUp(key, "50.00").status()).isEqualTo(422);
        assertThat(buying.pages(key)).isZero();
    }
}
