package credits.payment;

/// The progress of a top-up. A later stage in this order replaces an earlier one, and never the reverse.
public enum CheckoutStage {
    /// Not paid yet.
    OPEN,
    /// The payer has finished and the bank has not: a direct debit takes days.
    PROCESSING,
    /// The payment page expired unpaid.
    EXPIRED,
    /// The bank refused the payment.
    FAILED,
    /// The payment was received.
    PAID
}
