package credits.topup;

import java.util.Locale;

/// The status of a payment as members see it.
public enum Status {
    OPEN,
    PROCESSING,
    PAID,
    FAILED,
    EXPIRED,
    PARTLY_REFUNDED,
    REFUNDED,
    DISPUTED;

    /// Returns the status as the contract spells it.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
