package credits.webhook;

import credits.identity.UniqueId;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A secret that an endpoint shares with us, in the form of the Standard Webhooks specification: `whsec_` and the
/// Base64
/// encoding of 32 random bytes.
///
/// @param text the secret itself: anyone who has it can send events in our name
/// @param createdBy the key of the call that made it; empty if it was made with the endpoint
/// @param expiresAt the end of its validity, once another has taken its place
public record WebhookSecret(String text, Optional<UniqueId> createdBy, Optional<Instant> expiresAt) {
    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;

    /// Returns a new secret, which does not expire.
    ///
    /// @param random must be unpredictable
    public static WebhookSecret create(RandomGenerator random, Optional<UniqueId> createdBy) {
        var key = new byte[BYTES];
        random.nextBytes(key);
        return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(key), createdBy, Optional.empty());
    }

    /// Returns the key of the signature.
    public byte[] key() {
        return Base64.getDecoder().decode(text.substring(PREFIX.length()));
    }

    public boolean isValidAt(Instant time) {
        return expiresAt.isEmpty() || time.isBefore(expiresAt.get());
    }

    WebhookSecret withExpiry(Instant time) {
        return new WebhookSecret(text, createdBy, Optional.of(time));
    }

    /// Returns no part of the secret: records are logged.
    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
