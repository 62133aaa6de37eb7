package credits.local.stripe.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The `Stripe-Signature` header: a time, and one `v1` signature for each secret that is valid during a rotation. See
/// https://docs.stripe.com/webhooks#verify-manually.
public final class Signature {
    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /// The header for this body, signed at this time.
    public static String header(String body, Instant at, List<String> secrets) {
        var header = new StringBuilder("t=").append(at.getEpochSecond());
        var signed = at.getEpochSecond() + "." + body;
        for (var secret : secrets) header.append(",v1=").append(hmac(secret, signed));
        return header.append(",v0=").append(hmac("v0", signed)).toString();
    }

    private static String hmac(String secret, String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
