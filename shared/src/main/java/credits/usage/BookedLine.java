package credits.usage;

/// A line in the ledger: debited, or kept as uncovered because it did not fit.
public record BookedLine(PricedLine priced, boolean debited) {}
