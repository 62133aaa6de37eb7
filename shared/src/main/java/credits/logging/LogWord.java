package credits.logging;

import java.util.Locale;

/// A word in the log lines of the functions that the stack counts, other than an [AlarmName].
public enum LogWord {
    /// The missing-invoice check has run.
    ASKED_FOR,
    /// The ledger verification has finished.
    ACCOUNTS_PROVED,
    /// A report was booked.
    BOOKED,
    /// A fault was logged.
    CAUSES,
    /// The reconciliation with Stripe has run.
    DIFFERENCE_CENTS,
    /// The payment sweep has run.
    REPLAYED,
    /// The last member of a booked report's line: how many of its lines were not debited. In the line of
    /// a call, only if there are any.
    UNCOVERED;

    /// Returns the word as it is logged.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
