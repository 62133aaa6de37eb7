package credits.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// The ID of an event at its receivers, the `webhook-id` of the Standard Webhooks specification: the same for every
/// request about the event, sortable by the event's time, and without the full stop that separates what is signed.
/// Anything else throws [IllegalArgumentException].
public record DeliveryId(String value) {
    private static final Pattern FORM = Pattern.compile("msg_[0-9a-f]{32}");
    private static final int TIME_DIGITS = 12;
    private static final int HASH_BYTES = 10;

    public DeliveryId {
        if (!FORM.matcher(value).matches())
            throw new IllegalArgumentException("must be msg_ and 32 of 0-9 a-f, as the list of deliveries has it");
    }

    /// Returns the ID of the event with this ID.
    public static DeliveryId of(Instant occurredAt, String eventId) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(eventId.getBytes(UTF_8));
            var hex = HexFormat.of();
            return new DeliveryId("msg_" + hex.toHexDigits(occurredAt.toEpochMilli(), TIME_DIGITS)
                    + hex.formatHex(hash, 0, HASH_BYTES));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
