package credits.function.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import credits.webhook.WebhookSecret;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The signature against what the specification and its libraries publish, and against a verifier of its own.
class WebhookSignatureTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final String BODY = "{\"id\":\"acme/00000000002a/0\",\"name\":\"Café\"}";

    /// The example in the documentation of the libraries for receivers:
    /// https://docs.svix.com/receiving/verifying-payloads/how-manual
    @Test
    void the_published_example_has_the_published_signature() {
        var secret = new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", Optional.empty(), Optional.empty());

        var headers = WebhookSignature.headers(
                Stream.of(secret),
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1_614_265_330),
                "{\"test\": 2432232314}");

        assertThat(headers)
                .containsEntry("webhook-timestamp", "1614265330")
                .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void a_receiver_accepts_what_was_signed_and_nothing_else() {
        var random = new SplittableRandom(7);
        for (int i = 0; i < 100; i++) {
            var secret = WebhookSecret.create(random, Optional.empty());
            var other = WebhookSecret.create(random, Optional.empty());
            var verifier = new StandardWebhooksVerifier(secret.text());

            var headers = WebhookSignature.headers(Stream.of(other, secret), "msg_1", NOON, BODY);

            assertThat(verifier.accepts(headers, BODY, NOON)).isTrue();
            assertThat(verifier.accepts(headers, BODY.replace("acme", "acm3"), NOON))
                    .isFalse();
            assertThat(verifier.accepts(headers, BODY, NOON.plusSeconds(301))).isFalse();
            assertThat(verifier.accepts(WebhookSignature.headers(Stream.of(other), "msg_1", NOON, BODY), BODY, NOON))
                    .isFalse();
        }
    }

    @Test
    void a_secret_has_as_many_random_bytes_as_the_specification_asks_for_and_is_not_logged() {
        var secret = WebhookSecret.create(new SplittableRandom(1), Optional.empty());

        assertThat(secret.text()).startsWith("whsec_");
        assertThat(Base64.getDecoder().decode(secret.text().substring(6))).hasSizeBetween(24, 64);
        assertThat(secret.toString()).doesNotContain(secret.text().substring(6));
    }
}
