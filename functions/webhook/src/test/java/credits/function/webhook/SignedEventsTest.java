package credits.function.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import credits.Invocation;
import credits.Sample;
import credits.local.stripe.account.Method;
import credits.stripe.Shop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Signatures that are accepted and those that are not.
class SignedEventsTest {
    private static final Shop SHOP = new Shop();

    private final Invocation webhook = new Invocation(new WebhookHandler(SHOP.wiring()));

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @ParameterizedTest(name = "{0} seconds off: {1}")
    @CsvSource({"0, 200", "300, 200", "-300, 200", "301, 400", "-301, 400", "31536000, 400"})
    void a_signature_is_believed_within_five_minutes_both_ways(long seconds, int status) {
        var at = SHOP.clock().instant();
        var body = "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"other\",\"created\":1,"
                + "\"livemode\":false,\"data\":{\"object\":{}}}";
        var signature = Shop.signature(body, at.plusSeconds(seconds), Shop.WEBHOOK_SECRET);

        assertThat(webhook.call(Delivered.signed(body, signature, at)).status()).isEqualTo(status);
    }

    @Test
    void either_of_two_secrets_is_believed_and_no_third() {
        var at = SHOP.clock().instant();
        var body = "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"other\",\"created\":1,\"livemode\":false,"
                + "\"data\":{\"object\":{}}}";

        assertThat(webhook.call(Delivered.signed(body, Shop.signature(body, at, "whsec_old"), at))
                        .status())
                .isEqualTo(200);
        assertThat(webhook.call(Delivered.signed(body, Shop.signature(body, at, "whsec_new"), at))
                        .status())
                .isEqualTo(400);
        assertThat(webhook.call(Delivered.signed(body + " ", Shop.signature(body, at, "whsec_old"), at))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_body_beyond_the_bound_is_refused_unhashed() {
        var body = "x".repeat(256 * 1024 + 1);

        assertThat(webhook.call(Delivered.signed(
                                body, SHOP.signature(body), SHOP.clock().instant()))
                        .status())
                .isEqualTo(413);
    }

    /// A million headers and bodies, mutated, signed or not, of which the normal run samples 10,000: the only responses
    /// are 200, 400 and 413.
    @Test
    void no_header_and_no_body_is_a_fault_of_ours() {
        var payment = SHOP.topUp(SHOP.organisation(), 5_000);
        SHOP.stripe().pay(SHOP.session(payment), Method.CARD);
        var seeds = new ArrayList<>(SHOP.events(payment));
        seeds.addAll(
                List.of("", "{}", "null", "[]", "1e999", "{\"id\":1}", "\"\\ud800\"", "{\"data\":{\"object\":7}}"));
        var handler = new Fuzzed(SHOP, new WebhookHandler(SHOP.wiring()));

        var statuses = new HashSet<Integer>();
        for (int part : Sample.below(100, 1)) {
            var random = new SplittableRandom(part);
            for (int round = 0; round < 10_000; round++)
                statuses.add(handler.status(seeds.get(random.nextInt(seeds.size())), random));
        }

        assertThat(statuses).isSubsetOf(200, 400, 413).contains(200, 400);
    }
}
