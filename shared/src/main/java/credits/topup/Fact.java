package credits.topup;

import java.time.Instant;

/// One update of a payment, reported by Stripe. Updates may arrive in any order and any number of times: together they
/// lead to the same state, see [Facts].
public sealed interface Fact {
    /// The progress of Checkout before payment.
    ///
    /// @param stage any stage but [Stage#PAID], which has an update of its own
    record Reached(Stage stage) implements Fact {
        public Reached {
            if (stage == Stage.PAID) throw new IllegalArgumentException("paid is a fact of its own");
        }
    }

    /// The payment was received.
    ///
    /// @param paymentIntent Stripe's id of the payment, which refunds and disputes refer to
    /// @param totalCents the amount paid, including VAT
    record Paid(String paymentIntent, long totalCents, Instant at) implements Fact {}

    /// A refund to the payer.
    ///
    /// @param id Stripe's id of the refund
    /// @param failed whether the refund failed and the money came back; that is final
    record Refund(String id, long cents, boolean failed) implements Fact {}

    /// A dispute of the payment by the payer's bank.
    ///
    /// @param id Stripe's id of the dispute
    record Dispute(String id, long cents, Standing standing) implements Fact {}

    /// The status of a dispute. A later one in this order replaces an earlier one, and never the reverse.
    enum Standing {
        /// An inquiry by the bank; no money was taken.
        INQUIRY,
        /// The bank has taken the money, or is about to.
        OPEN,
        /// The bank keeps the money.
        LOST,
        /// The bank has returned the money.
        WON;

        boolean takesMoney() {
            return this == OPEN || this == LOST;
        }
    }
}
