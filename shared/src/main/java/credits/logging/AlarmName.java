package credits.logging;

import java.util.Locale;

/// The name of an alarm that a function raises: it logs a line with the name in its member `alarm`, and the stack
/// counts those lines.
public enum AlarmName {
    CREDITED_TOO_MUCH,
    INVOICE_GAP,
    INVOICE_MISSING,
    LEDGER_DOES_NOT_ADD_UP,
    MAIL_REFUSED,
    PAYMENT_QUARANTINED,
    PAYMENT_UNSETTLED,
    RECONCILIATION_DIFFERENCE,
    SEGMENT_CHANGED;

    /// Returns the name as it is logged.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
