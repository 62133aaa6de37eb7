package credits.topup;

import java.util.Locale;

/// What members are told of a payment.
public enum Status {
    OPEN,
    PROCESSING,
    PAID,
    FAILED,
    EXPIRED,
    PARTLY_REFUNDED,
    REFUNDED,
    DISPUTED;

    /// As the contract spells it.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
