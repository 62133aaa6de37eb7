package credits.topup;

import credits.identity.UniqueId;
import java.util.Optional;

/// The id of a top-up: the caller's key, as `pay_` and a ULID. Sortable by time.
public record PaymentId(UniqueId key) {
    private static final String PREFIX = "pay_";

    /// Parses exactly the form that [#toString] writes; anything else is empty.
    public static Optional<PaymentId> parse(String text) {
        if (!text.startsWith(PREFIX)) return Optional.empty();
        return UniqueId.parse(text.substring(PREFIX.length()))
                .map(PaymentId::new)
                .filter(id -> id.toString().equals(text));
    }

    @Override
    public String toString() {
        return PREFIX + key;
    }
}
