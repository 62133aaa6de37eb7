package credits.stripe;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The `Stripe-Signature` header: the signing time and the signatures. See
/// https://docs.stripe.com/webhooks#verify-manually.
///
/// Implemented here because the library's version throws unchecked exceptions on malformed headers and accepts
/// timestamps from the future.
///
/// @param signatures the signatures of scheme v1, 32 bytes each
public record Signature(long seconds, List<byte[]> signatures) {
    /// The tolerated difference between the signing time and our clock, in both directions.
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final int LONGEST = 4_096;
    private static final int MOST = 16;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final String ALGORITHM = "HmacSHA256";

    /// Parses a header; empty if it is malformed.
    public static Optional<Signature> parse(String header) {
        if (header.length() > LONGEST) return Optional.empty();
        long seconds = -1;
        var signatures = new ArrayList<byte[]>();
        for (var part : header.split(",", MOST + 1)) {
            var pair = part.split("=", 2);
            if (pair.length != 2) return Optional.empty();
            var name = pair[0].strip();
            var value = pair[1].strip();
            if (name.equals("t")) {
                if (seconds >= 0 || !SECONDS.matcher(value).matches()) return Optional.empty();
                seconds = Long.parseLong(value);
            }
            if (name.equals("v1")) {
                if (!SHA_256.matcher(value).matches()) return Optional.empty();
                signatures.add(HexFormat.of().parseHex(value));
            }
        }
        return seconds < 0 || signatures.isEmpty() || signatures.size() > MOST
                ? Optional.empty()
                : Optional.of(new Signature(seconds, signatures));
    }

    /// Whether `body` was signed with one of `secrets`, at a time close to `now`.
    public boolean isOf(byte[] body, List<String> secrets, Instant now) {
        if (Math.abs(now.getEpochSecond() - seconds) > TOLERANCE.toSeconds()) return false;
        boolean genuine = false;
        for (var secret : secrets) {
            var expected = sign(seconds, body, secret);
            // Compares all signatures, so that timing reveals nothing.
            for (var signature : signatures) genuine |= MessageDigest.isEqual(expected, signature);
        }
        return genuine;
    }

    /// The signature that Stripe would send for `body`, signed at a time in epoch seconds.
    static byte[] sign(long seconds, byte[] body, String secret) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((seconds + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException | IllegalArgumentException impossible) {
            throw new IllegalStateException("unusable webhook secret", impossible);
        }
    }
}
