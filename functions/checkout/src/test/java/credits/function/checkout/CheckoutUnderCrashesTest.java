package credits.function.checkout;

import static credits.function.checkout.Buying.session;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Invocation.Answer;
import credits.identity.UniqueId;
import credits.ledger.LocalTable;
import credits.local.stripe.account.Method;
import credits.local.stripe.api.Fault;
import credits.local.stripe.api.Fault.Kind;
import credits.stripe.CrashingTable;
import credits.stripe.CrashingTable.Crash;
import credits.stripe.Shop;
import credits.topup.PaymentId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The checkout function dies before or after each of its calls to the table or to Stripe; then the request is retried.
class CheckoutUnderCrashesTest {
    private static final Shop SHOP = new Shop();
    private static final int FEWEST_CALLS = 8;

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @ParameterizedTest(name = "done before it dies: {0}")
    @CsvSource({"false", "true"})
    void wherever_it_dies_the_same_key_opens_one_page_and_credits_once(boolean done) {
        int call = 0;
        for (boolean died = true; died; call++) {
            var buying = Buying.in(SHOP);
            var key = SHOP.key();
            died = diesAt(call, done, buying, key);
            assertThat(buying.balance()).isEqualTo("0.00");

            var opened = buying.topUp(key, "50.00");
            SHOP.stripe().pay(session(opened), Method.CARD);

            assertThat(buying.status(opened)).as("call %d", call).isEqualTo("paid");
            assertThat(buying.pages(key)).isEqualTo(1);
            assertThat(buying.topUp(key, "50.00").body()).isEqualTo(opened.body());
            assertThat(buying.balance()).isEqualTo("50.00");
        }
        assertThat(call).isGreaterThan(FEWEST_CALLS);
    }

    /// F14: the session exists and is paid, but our record does not have it yet. Its completion is credited
    /// all the same.
    @ParameterizedTest(name = "done before it dies: {0}")
    @CsvSource({"false", "true"})
    void wherever_it_dies_a_page_that_is_paid_nevertheless_is_credited_once(boolean done) {
        int found = 0;
        boolean died = true;
        for (int call = 0; died; call++) {
            var buying = Buying.in(SHOP);
            var key = SHOP.key();
            died = diesAt(call, done, buying, key);
            if (buying.pages(key) == 0) continue;
            found++;
            var page = page(SHOP, key).orElseThrow();
            SHOP.stripe().pay(page, Method.CARD);

            var wiring = SHOP.wiringOn(LocalTable.DYNAMO);
            var _ = wiring.fulfilment().take(wiring.api().session(page), false, SHOP.told());
            var _ = wiring.fulfilment().take(wiring.api().session(page), false, SHOP.told());

            assertThat(buying.balance()).as("call %d", call).isEqualTo("50.00");
            assertThat(buying.topUp(key, "50.00").status()).isEqualTo(201);
            assertThat(buying.pages(key)).isEqualTo(1);
        }
        assertThat(found).isPositive();
    }

    @ParameterizedTest(name = "done before it dies: {0}")
    @CsvSource({"false", "true"})
    void wherever_asking_dies_the_payment_is_credited_once_by_asking_again(boolean done) {
        int call = 0;
        for (boolean died = true; died; call++) {
            var buying = Buying.in(SHOP);
            var opened = buying.topUp(SHOP.key(), "50.00");
            SHOP.stripe().pay(session(opened), Method.CARD);
            died = diesAsking(call, done, buying, opened);

            assertThat(buying.status(opened)).as("call %d", call).isEqualTo("paid");
            assertThat(buying.status(opened)).isEqualTo("paid");
            assertThat(buying.balance()).isEqualTo("50.00");
        }
        assertThat(call).isGreaterThan(FEWEST_CALLS / 2);
    }

    /// F18: Stripe expires idempotency keys after a day, so a retry would open a second session. A payment through the
    /// first is credited, however late it is reported.
    @ParameterizedTest(name = "done before it dies: {0}")
    @CsvSource({"false", "true"})
    void wherever_it_dies_a_day_later_the_same_key_opens_no_second_page(boolean done) {
        int call = 0;
        for (boolean died = true; died; call++) {
            try (var shop = new Shop()) {
                var buying = Buying.in(shop);
                var key = shop.key();
                died = diesAt(call, done, buying, key, shop);
                var page = page(shop, key);
                page.ifPresent(each -> shop.stripe().pay(each, Method.CARD));
                shop.clock().passes(Duration.ofHours(25));

                var again = buying.topUp(key, "50.00");

                assertThat(again.status()).as("call %d", call).isIn(201, 422);
                // If it died before the record was written, the key is still unknown and counts as new.
                assertThat(buying.pages(key)).isEqualTo(page.isPresent() || again.status() == 201 ? 1 : 0);
                page.ifPresent(each -> {
                    var wiring = shop.wiringOn(LocalTable.DYNAMO);
                    var _ = wiring.fulfilment().take(wiring.api().session(each), false, shop.told());
                });
                assertThat(buying.balance()).isEqualTo(page.isPresent() ? "50.00" : "0.00");
            }
        }
        assertThat(call).isGreaterThan(FEWEST_CALLS);
    }

    /// Each call to Stripe is lost on its way there or back; the library retries it.
    @ParameterizedTest(name = "{0}, done before it is lost: {1}")
    @CsvSource({
        "/v1/customers, false",
        "/v1/customers, true",
        "/v1/tax_rates, false",
        "/v1/tax_rates, true",
        "/v1/checkout/sessions, false",
        "/v1/checkout/sessions, true"
    })
    void whatever_of_stripe_s_is_lost_the_same_key_opens_one_page(String path, boolean done) {
        try (var shop = new Shop()) {
            var buying = Buying.in(shop);
            var key = shop.key();
            shop.stripe().faults().nextOn(path, 9, done ? Fault.after(Kind.LOST) : Fault.before(Kind.LOST));
            assertThat(buying.topUp(key, "50.00").status()).isEqualTo(503);
            shop.stripe().faults().clear();

            var opened = buying.topUp(key, "50.00");
            shop.stripe().pay(session(opened), Method.CARD);

            assertThat(buying.status(opened)).isEqualTo("paid");
            assertThat(buying.balance()).isEqualTo("50.00");
            assertThat(buying.pages(key)).isEqualTo(1);
            assertThat(shop.stripe().objects("customer")).hasSize(1);
            assertThat(shop.stripe().objects("tax_rate")).hasSize(1);
        }
    }

    private static Optional<String> page(Shop shop, UniqueId key) {
        var reference = new PaymentId(key).toString();
        return shop.stripe().objects("checkout.session").stream()
                .filter(each -> each.path("client_reference_id").asText().equals(reference))
                .map(each -> each.path("id").asText())
                .findFirst();
    }

    private static boolean diesAt(int call, boolean done, Buying buying, UniqueId key) {
        return diesAt(call, done, buying, key, SHOP);
    }

    private static boolean diesAt(int call, boolean done, Buying buying, UniqueId key, Shop shop) {
        var way = new CrashingTable(LocalTable.DYNAMO);
        var dying = buying.by(shop.wiringOn(way), Map.of());
        way.dieAt(call, done);
        try {
            var _ = dying.topUp(key, "50.00");
            return false;
        } catch (Crash crash) {
            return true;
        }
    }

    private static boolean diesAsking(int call, boolean done, Buying buying, Answer opened) {
        var way = new CrashingTable(LocalTable.DYNAMO);
        var dying = buying.by(SHOP.wiringOn(way), Map.of());
        way.dieAt(call, done);
        try {
            var _ = dying.find(opened);
            return false;
        } catch (Crash crash) {
            return true;
        }
    }
}
