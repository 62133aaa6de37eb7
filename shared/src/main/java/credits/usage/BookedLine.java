package credits.usage;

import java.util.Locale;

/// A line in the ledger, with its outcome.
public record BookedLine(PricedLine priced, Status status) {

    /// The outcome of a line. Only a debited line costs anything.
    public enum Status {
        /// It was deducted from the balance.
        DEBITED,
        /// It was used but did not fit; the organisation does not pay for it.
        UNCOVERED,
        /// Its authorization was refused; it was not used.
        REFUSED,
        /// Its hold was released or was never settled.
        RELEASED;

        /// Returns the word used in responses: the name in lower case.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean debited() {
        return status == Status.DEBITED;
    }
}
