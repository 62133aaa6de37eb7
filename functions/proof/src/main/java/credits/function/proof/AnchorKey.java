package credits.function.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The key that lists of anchors are signed with, by HMAC-SHA256. No other function may read it. It is read for each
/// signature, so that it is part of no snapshot.
final class AnchorKey {
    private static final String ALGORITHM = "HmacSHA256";

    private final Supplier<String> source;

    /// @param source reads the stored key
    AnchorKey(Supplier<String> source) {
        this.source = source;
    }

    /// Returns the signature of `text`, in hexadecimal digits. Throws what `source` throws.
    String sign(String text) {
        var key = source.get();
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    boolean isSignature(String signature, String text) {
        return MessageDigest.isEqual(sign(text).getBytes(UTF_8), signature.getBytes(UTF_8));
    }
}
