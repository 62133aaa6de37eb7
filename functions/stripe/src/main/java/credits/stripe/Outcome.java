package credits.stripe;

import credits.topup.Payment;

/// What came of something that Stripe told.
public sealed interface Outcome {
    /// The payment knows it, and the account holds what follows.
    record Learnt(Payment payment) implements Outcome {}

    /// It waits for its payment.
    record Parked() implements Outcome {}

    /// It is none of ours: another application uses the same account at Stripe.
    record Foreign() implements Outcome {}

    /// It says that it is ours, and our record says otherwise: nothing was credited, and a person has to look at
    /// it.
    ///
    /// @param reason which of our checks it failed
    record Quarantined(String reason) implements Outcome {}
}
