package credits.topup;

/// How far a top-up has come. A later one of these replaces an earlier one, never the other way round.
public enum Stage {
    /// Not paid yet.
    OPEN,
    /// The payer is done, their bank is not: a direct debit takes days.
    PROCESSING,
    /// The time to pay is over.
    EXPIRED,
    /// The bank refused.
    FAILED,
    /// The money is there.
    PAID
}
