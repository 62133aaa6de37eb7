package credits.function.checkout;

import static credits.function.checkout.Buying.session;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Request;
import credits.identity.UniqueId;
import credits.local.stripe.account.Method;
import credits.stripe.Shop;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Top-ups that are refused before a payment starts.
class RefusedTopUpsTest {
    private static final Shop SHOP = new Shop();
    private final Buying buying = Buying.stranger(SHOP);

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void without_a_billing_profile_the_key_is_refused_for_ever_and_a_new_one_works() {
        var key = SHOP.key();
        var refused = buying.topUp(key, "50.00");
        buying.profile();

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.of("code")).isEqualTo("billing-profile-required");
        assertThat(buying.topUp(key, "50.00").of("code")).isEqualTo("billing-profile-required");
        assertThat(buying.topUp(SHOP.key(), "50.00").status()).isEqualTo(201);
    }

    @Test
    void of_twelve_at_the_same_time_at_most_five_are_open() throws Exception {
        buying.profile();
        var tasks = IntStream.range(0, 12)
                .mapToObj(_ -> (Callable<Integer>) () -> {
                    var request = buying.request(SHOP.key(), "10.00");
                    return buying.by(SHOP.wiring(), Map.of()).call(request).status();
                })
                .toList();

        int opened = 0;
        try (var threads = Executors.newFixedThreadPool(12)) {
            for (var answer : threads.invokeAll(tasks)) if (answer.get() == 201) opened++;
        }

        assertThat(opened).isLessThanOrEqualTo(5);
        assertThat(SHOP.wiring().payments().records().undecided(buying.organisation(), 100))
                .hasSize(opened);
    }

    @Test
    void the_sixth_is_refused_until_one_is_paid() {
        buying.profile();
        var first = buying.topUp(SHOP.key(), "10.00");
        for (int each = 1; each < 5; each++)
            assertThat(buying.topUp(SHOP.key(), "10.00").status()).isEqualTo(201);

        assertThat(buying.topUp(SHOP.key(), "10.00").of("code")).isEqualTo("too-many-top-ups");
        SHOP.stripe().pay(session(first), Method.CARD);
        assertThat(buying.status(first)).isEqualTo("paid");

        assertThat(buying.topUp(SHOP.key(), "10.00").status()).isEqualTo(201);
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
        buying.profile();

        assertThat(buying.topUp(SHOP.key(), amount).status()).isEqualTo(status);
    }

    @Test
    void a_member_who_may_not_buy_a_key_from_the_future_and_another_s_top_up_are_refused() {
        buying.profile();
        var opened = buying.topUp(SHOP.key(), "10.00");
        var ahead = new UniqueId(SHOP.clock().instant().plusSeconds(301).toEpochMilli() << 16, 1);

        assertThat(buying.call(buying.request(SHOP.key(), "10.00")
                                .by(buying.organisation().value(), "[member]"))
                        .status())
                .isEqualTo(403);
        assertThat(buying.topUp(ahead, "10.00").status()).isEqualTo(400);
        assertThat(buying.call(Request.of(
                                        "GET /v1/top_ups/{id}",
                                        opened.of("id"),
                                        SHOP.clock().instant())
                                .by("somebody_else", "[owner]"))
                        .status())
                .isEqualTo(404);
    }
}
