package credits.infrastructure;

import credits.logging.AlarmName;
import java.util.Locale;

/// The runbook of an alarm, a page in `docs/runbooks`.
enum Runbook {
    API_FAILS,
    CALL_REFUSED,
    CREDITED_TOO_MUCH,
    DEAD_LETTERS,
    FUNCTIONS_THROTTLED,
    FUNCTION_FAILS,
    INVALID_USAGE,
    INVOICE_GAP,
    INVOICE_MISSING,
    LEDGER_DOES_NOT_ADD_UP,
    MAIL_BOUNCES,
    MAIL_REFUSED,
    PAPER_LATE,
    PAYMENT_QUARANTINED,
    PAYMENT_UNSETTLED,
    PIPE_FAILS,
    PROOF_LATE,
    QUEUE_WAITS,
    RECONCILIATION_DIFFERENCE,
    RECONCILIATION_LATE,
    SEGMENT_CHANGED,
    SOURCE_RISES,
    SWEEP_LATE,
    TABLE_THROTTLED,
    WEBHOOK_FAILS;

    /// Returns the runbook of an alarm that a function raises; it has the alarm's name.
    static Runbook of(AlarmName alarm) {
        return valueOf(alarm.name());
    }

    /// The file, relative to the project's root.
    String path() {
        return "docs/runbooks/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".md";
    }
}
