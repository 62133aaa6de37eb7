package credits.payment;

import java.util.Locale;

/// The status of a payment as members see it.
public enum PaymentStatus {
    OPEN,
    PROCESSING,
    PAID,
    FAILED,
    EXPIRED,
    PARTLY_REFUNDED,
    REFUNDED,
    DISPUTED,
    CHARGED_BACK;

    /// Returns the status as the contract spells it.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
