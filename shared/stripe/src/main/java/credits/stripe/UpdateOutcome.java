package credits.stripe;

import credits.payment.Payment;
import credits.payment.QuarantineReason;

/// The outcome of an update from Stripe.
public sealed interface UpdateOutcome {
    /// The payment record has been updated, and the account holds the resulting postings.
    record Applied(Payment payment) implements UpdateOutcome {}

    /// The update waits for its payment.
    record Unmatched() implements UpdateOutcome {}

    /// The object is not ours: another application uses the same Stripe account.
    record NotOurs() implements UpdateOutcome {}

    /// The object claims to be ours but contradicts our record. Nothing was credited, and an operator
    /// has to investigate.
    record Quarantined(QuarantineReason reason) implements UpdateOutcome {}
}
