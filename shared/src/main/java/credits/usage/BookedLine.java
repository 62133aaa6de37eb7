package credits.usage;

import java.util.Locale;

/// A line in the ledger, and what became of it.
public record BookedLine(PricedLine priced, Status status) {

    /// What became of a line. Only a debited one costs anything.
    public enum Status {
        /// It was deducted from the balance.
        DEBITED,
        /// It was used, but did not fit; the organisation does not pay for it.
        UNCOVERED,
        /// An authorization for it was refused: it was not used.
        REFUSED,
        /// It was authorized, and given back unused or never settled.
        RELEASED;

        /// The word in answers: the name in lower case.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean debited() {
        return status == Status.DEBITED;
    }
}
