package credits.stripe;

import credits.topup.Payment;

/// The outcome of an update from Stripe.
public sealed interface Outcome {
    /// The payment record has been updated, and the account holds the resulting postings.
    record Learnt(Payment payment) implements Outcome {}

    /// The update waits for its payment.
    record Parked() implements Outcome {}

    /// The object is not ours: another application uses the same Stripe account.
    record Foreign() implements Outcome {}

    /// The object claims to be ours but contradicts our record. Nothing was credited, and an operator
    /// has to investigate.
    ///
    /// @param reason the check that failed
    record Quarantined(String reason) implements Outcome {}
}
