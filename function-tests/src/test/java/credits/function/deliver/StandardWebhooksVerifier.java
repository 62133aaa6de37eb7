package credits.function.deliver;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What a receiver does, written from the Standard Webhooks specification alone, and sharing no code with the sender.
///
/// See https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
record StandardWebhooksVerifier(String secret) {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    /// Whether the request is authentic.
    ///
    /// @param headers by lower-case name
    boolean accepts(Map<String, String> headers, String body, Instant now) {
        var id = headers.get("webhook-id");
        var timestamp = headers.get("webhook-timestamp");
        var signatures = headers.get("webhook-signature");
        if (id == null || timestamp == null || signatures == null || id.contains(".")) return false;
        var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now);
        if (age.abs().compareTo(TOLERANCE) > 0) return false;
        var expected = hmac(id + '.' + timestamp + '.' + body);
        for (var signature : signatures.split(" ", -1)) {
            var parts = signature.split(",", 2);
            if (parts[0].equals("v1")
                    && parts.length == 2
                    && MessageDigest.isEqual(expected, Base64.getDecoder().decode(parts[1]))) return true;
        }
        return false;
    }

    private byte[] hmac(String content) {
        try {
            var key = Base64.getDecoder().decode(secret.startsWith("whsec_") ? secret.substring(6) : secret);
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
