package credits.function.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import credits.webhook.DeliveryId;
import credits.webhook.WebhookSecret;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The headers that prove who sent a request, when, and that nobody changed it: version 1 of the Standard Webhooks
/// specification, an HMAC-SHA256 for each valid secret.
///
/// See https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
final class WebhookSignature {
    private static final String ALGORITHM = "HmacSHA256";

    private WebhookSignature() {}

    /// Returns the headers of one attempt.
    ///
    /// @param secrets at least one; receivers accept a request that any secret of theirs has signed
    static SequencedMap<String, String> headers(Stream<WebhookSecret> secrets, DeliveryId id, Instant at, String body) {
        return headers(secrets, id.value(), at, body);
    }

    static SequencedMap<String, String> headers(Stream<WebhookSecret> secrets, String id, Instant at, String body) {
        var timestamp = Long.toString(at.getEpochSecond());
        var signed = (id + "." + timestamp + "." + body).getBytes(UTF_8);
        var headers = new LinkedHashMap<String, String>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", timestamp);
        headers.put(
                "webhook-signature",
                secrets.map(secret -> "v1," + sign(secret, signed)).collect(joining(" ")));
        return headers;
    }

    private static String sign(WebhookSecret secret, byte[] signed) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.key(), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
