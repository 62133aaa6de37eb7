package credits.function.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import credits.Invocation;
import credits.Invocation.Answer;
import credits.Request;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.LocalTable;
import credits.local.stripe.account.Method;
import credits.local.stripe.api.Fault;
import credits.local.stripe.api.Fault.Kind;
import credits.stripe.Shop;
import credits.topup.PaymentId;
import credits.wire.Claims;
import credits.wire.Permission;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckoutHandlerTest {
    private static final Shop SHOP = new Shop();
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "DEFAULT_TIME_ZONE", "Europe/Rome",
            "TOP_UP_MINIMUM", "1",
            "TOP_UP_MAXIMUM", "10000",
            "RETURN_URL", "https://app.example.com/usage/payments",
            "VAT_MODE", "static",
            "SELLER_COUNTRY", "IT",
            "VAT_RATES", "IT:22:2013-10-01");
    private static final Claims CLAIMS = new Claims(
            "organisation",
            "sub",
            Optional.empty(),
            Optional.of("roles"),
            Map.of(
                    "owner", Set.of(Permission.USAGE_READ, Permission.CREDITS_BUY),
                    "member", Set.of(Permission.USAGE_READ)));

    private final OrganisationId organisation = SHOP.organisation();
    private final Invocation checkout = checkout(Map.of());

    private static Invocation checkout(Map<String, String> other) {
        var environment = new HashMap<>(ENVIRONMENT);
        environment.putAll(other);
        return new Invocation(new CheckoutHandler(CLAIMS, Wiring.of(environment, SHOP.wiring())));
    }

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void a_top_up_is_opened_paid_and_credited_by_asking_alone() {
        profile();
        var opened = topUp(SHOP.key(), "50.00");
        assertThat(opened.status()).isEqualTo(201);
        assertThat(status(opened)).isEqualTo("open");

        SHOP.stripe().pay(session(opened), Method.CARD);

        assertThat(status(opened)).isEqualTo("paid");
        assertThat(SHOP.balance(organisation)).isEqualTo("50.00");
        assertThat(find(opened).of("total")).isEqualTo("61.00");
        assertThat(find(opened).of("vat")).isEqualTo("11.00");
    }

    @Test
    void the_page_is_as_our_settings_and_record_say() {
        profile();
        var opened = topUp(SHOP.key(), "50.00");

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
        profile();
        var key = SHOP.key();
        var first = topUp(key, "50.00");

        var again = topUp(key, "50.00");
        SHOP.stripe().pay(session(first), Method.CARD);
        var later = topUp(key, "50.00");

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers()).containsEntry("idempotency-replayed", "true");
        assertThat(later.body()).isEqualTo(first.body());
        assertThat(topUp(key, "60.00").status()).isEqualTo(422);
    }

    @Test
    void all_top_ups_of_an_organisation_have_one_customer_at_stripe() {
        profile();
        var customers = new HashSet<String>();
        for (int each = 0; each < 3; each++) {
            customers.add(SHOP.stripe()
                    .object(session(topUp(SHOP.key(), "10")))
                    .path("customer")
                    .asText());
        }

        assertThat(customers).hasSize(1).doesNotContain("");
    }

    @Test
    void without_a_billing_profile_the_key_is_refused_for_ever_and_a_new_one_works() {
        var key = SHOP.key();
        var refused = topUp(key, "50.00");
        profile();

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.of("code")).isEqualTo("billing-profile-required");
        assertThat(topUp(key, "50.00").of("code")).isEqualTo("billing-profile-required");
        assertThat(topUp(SHOP.key(), "50.00").status()).isEqualTo(201);
    }

    @Test
    void of_twelve_at_the_same_time_at_most_five_are_open() throws Exception {
        profile();
        var tasks = IntStream.range(0, 12)
                .mapToObj(_ -> (Callable<Integer>) () -> {
                    var request = request(SHOP.key(), "10.00");
                    return checkout(Map.of()).call(request).status();
                })
                .toList();

        int opened = 0;
        try (var threads = Executors.newFixedThreadPool(12)) {
            for (var answer : threads.invokeAll(tasks)) if (answer.get() == 201) opened++;
        }

        assertThat(opened).isLessThanOrEqualTo(5);
        assertThat(SHOP.wiring().payments().records().undecided(organisation, 100))
                .hasSize(opened);
    }

    @Test
    void the_sixth_is_refused_until_one_is_paid() {
        profile();
        var first = topUp(SHOP.key(), "10.00");
        for (int each = 1; each < 5; each++)
            assertThat(topUp(SHOP.key(), "10.00").status()).isEqualTo(201);

        assertThat(topUp(SHOP.key(), "10.00").of("code")).isEqualTo("too-many-top-ups");
        SHOP.stripe().pay(session(first), Method.CARD);
        assertThat(status(first)).isEqualTo("paid");

        assertThat(topUp(SHOP.key(), "10.00").status()).isEqualTo(201);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "0.99, 422",
        "1, 201",
        "1.00, 201",
        "1.005, 422",
        "10000, 201",
        "10000.01, 422",
        "-5, 422",
        "0, 422",
        "1e3, 400",
        "NaN, 400",
        "１００, 400",
        "99999999999999999999, 422"
    })
    void an_amount_is_whole_cents_within_the_bounds(String amount, int status) {
        profile();

        assertThat(topUp(SHOP.key(), amount).status()).isEqualTo(status);
    }

    @Test
    void a_member_who_may_not_buy_a_key_from_the_future_and_another_s_top_up_are_refused() {
        profile();
        var opened = topUp(SHOP.key(), "10.00");
        var ahead = new UniqueId(SHOP.clock().instant().plusSeconds(301).toEpochMilli() << 16, 1);

        assertThat(checkout.call(request(SHOP.key(), "10.00").by(organisation.value(), "[member]"))
                        .status())
                .isEqualTo(403);
        assertThat(topUp(ahead, "10.00").status()).isEqualTo(400);
        assertThat(checkout.call(Request.of(
                                        "GET /v1/top_ups/{id}",
                                        opened.of("id"),
                                        SHOP.clock().instant())
                                .by("somebody_else", "[owner]"))
                        .status())
                .isEqualTo(404);
    }

    /// Stripe did the work and its answer was lost: the next call with the key gets the same page.
    @Test
    void an_answer_of_stripe_s_that_is_lost_opens_no_second_page() {
        profile();
        var key = SHOP.key();
        SHOP.stripe().faults().nextOn("/v1/checkout/sessions", 2, Fault.after(Kind.LOST));

        var first = topUp(key, "50.00");
        SHOP.stripe().faults().clear();
        var again = topUp(key, "50.00");

        assertThat(first.status()).isEqualTo(503);
        assertThat(again.status()).isEqualTo(201);
        assertThat(pages(key)).isEqualTo(1);
    }

    @Test
    void in_mode_stripe_tax_stripe_finds_out_the_vat_and_who_bought() {
        var taxed = checkout(Map.of("VAT_MODE", "stripe_tax"));
        var opened = taxed.call(request(SHOP.key(), "50.00"));
        assertThat(opened.status()).isEqualTo(201);

        SHOP.stripe().pay(session(opened), Method.CARD);

        var paid = taxed.call(
                Request.of("GET /v1/top_ups/{id}", opened.of("id"), SHOP.clock().instant())
                        .by(organisation.value(), "[owner]"));
        assertThat(paid.of("status")).isEqualTo("paid");
        assertThat(SHOP.balance(organisation)).isEqualTo("50.00");
        assertThat(LocalTable.profiles().buyer(organisation)).isPresent();
    }

    @Test
    void a_key_whose_page_was_never_opened_ends_before_stripe_forgets_it() {
        profile();
        var key = SHOP.key();
        SHOP.stripe().faults().nextOn("/v1/checkout/sessions", 9, Fault.before(Kind.BUSY));
        var first = topUp(key, "50.00");
        SHOP.stripe().faults().clear();

        SHOP.clock().passes(Duration.ofHours(25));

        assertThat(first.status()).isEqualTo(503);
        assertThat(topUp(key, "50.00").status()).isEqualTo(422);
        assertThat(pages(key)).isZero();
    }

    private static long pages(UniqueId key) {
        var reference = new PaymentId(key).toString();
        return SHOP.stripe().objects("checkout.session").stream()
                .filter(page -> page.path("client_reference_id").asText().equals(reference))
                .count();
    }

    private void profile() {
        SHOP.wiring().profiles().keep(organisation, Shop.ACME);
    }

    private Answer topUp(UniqueId key, String amount) {
        return checkout.call(request(key, amount));
    }

    private Request request(UniqueId key, String amount) {
        return Request.of("POST /v1/top_ups", "", SHOP.clock().instant())
                .by(organisation.value(), "[owner]")
                .header("idempotency-key", key.toString())
                .json("{\"amount\":\"" + amount + "\"}");
    }

    private Answer find(Answer opened) {
        return checkout.call(
                Request.of("GET /v1/top_ups/{id}", opened.of("id"), SHOP.clock().instant())
                        .by(organisation.value(), "[owner]"));
    }

    private String status(Answer opened) {
        return find(opened).of("status");
    }

    private static String session(Answer opened) {
        var url = opened.of("checkout_url");
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
