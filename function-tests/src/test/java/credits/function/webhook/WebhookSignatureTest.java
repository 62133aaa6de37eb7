package credits.function.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.Sample;
import credits.local.stripe.account.TestPaymentMethod;
import credits.stripe.PaymentFixture;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Signatures that are accepted and those that are not.
class WebhookSignatureTest {
    private static final PaymentFixture PAYMENTS = new PaymentFixture();

    private final HandlerInvoker webhook = new HandlerInvoker(new WebhookHandler(PAYMENTS.wiring(), 10, _ -> {}));

    @AfterAll
    static void close() {
        PAYMENTS.close();
    }

    @ParameterizedTest(name = "{0} seconds off: {1}")
    @CsvSource({"0, 200", "300, 200", "-300, 200", "301, 400", "-301, 400", "31536000, 400"})
    void a_signature_is_valid_within_five_minutes_either_way(long seconds, int status) {
        var at = PAYMENTS.clock().instant();
        var body = "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"other\",\"created\":1,"
                + "\"livemode\":false,\"data\":{\"object\":{}}}";
        var signature = PaymentFixture.signature(body, at.plusSeconds(seconds), PaymentFixture.WEBHOOK_SECRET);

        assertThat(webhook.callRoute(WebhookRequestFixture.signed(body, signature, at))
                        .status())
                .isEqualTo(status);
    }

    @Test
    void either_of_the_two_secrets_is_accepted_and_no_other() {
        var at = PAYMENTS.clock().instant();
        var body = "{\"id\":\"evt_1\",\"object\":\"event\",\"type\":\"other\",\"created\":1,\"livemode\":false,"
                + "\"data\":{\"object\":{}}}";

        assertThat(webhook.callRoute(
                                WebhookRequestFixture.signed(body, PaymentFixture.signature(body, at, "whsec_old"), at))
                        .status())
                .isEqualTo(200);
        assertThat(webhook.callRoute(
                                WebhookRequestFixture.signed(body, PaymentFixture.signature(body, at, "whsec_new"), at))
                        .status())
                .isEqualTo(400);
        assertThat(webhook.callRoute(WebhookRequestFixture.signed(
                                body + " ", PaymentFixture.signature(body, at, "whsec_old"), at))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void an_oversized_body_is_refused_before_hashing() {
        var body = "x".repeat(256 * 1024 + 1);

        assertThat(webhook.callRoute(WebhookRequestFixture.signed(
                                body, PAYMENTS.signature(body), PAYMENTS.clock().instant()))
                        .status())
                .isEqualTo(413);
    }

    /// A million headers and bodies, mutated, signed or not, of which the normal run samples 10,000: the only responses
    /// are 200, 400 and 413.
    @Test
    void no_fuzzed_header_or_body_causes_a_server_error() {
        var payment = PAYMENTS.openTopUp(PAYMENTS.newOrganisation(), 5_000);
        PAYMENTS.stripe().pay(PAYMENTS.sessionId(payment), TestPaymentMethod.CARD);
        var seeds = new ArrayList<>(PAYMENTS.events(payment));
        seeds.addAll(
                List.of("", "{}", "null", "[]", "1e999", "{\"id\":1}", "\"\\ud800\"", "{\"data\":{\"object\":7}}"));
        var handler = new WebhookFuzzer(PAYMENTS, new WebhookHandler(PAYMENTS.wiring(), 10, _ -> {}));

        var statuses = new HashSet<Integer>();
        for (int part : Sample.below(100, 1)) {
            var random = new SplittableRandom(part);
            for (int round = 0; round < 10_000; round++)
                statuses.add(handler.callWithMutation(seeds.get(random.nextInt(seeds.size())), random));
        }

        assertThat(statuses).isSubsetOf(200, 400, 413).contains(200, 400);
    }
}
