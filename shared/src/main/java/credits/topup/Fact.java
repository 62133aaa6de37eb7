package credits.topup;

import java.time.Instant;

/// One thing that Stripe told of a payment, in our words. Facts may come in any order and any number of times: what
/// they say together is the same, see [Facts].
public sealed interface Fact {
    /// How far Checkout has come, short of being paid.
    ///
    /// @param stage not [Stage#PAID], which says more
    record Reached(Stage stage) implements Fact {
        public Reached {
            if (stage == Stage.PAID) throw new IllegalArgumentException("paid is a fact of its own");
        }
    }

    /// The money is there.
    ///
    /// @param paymentIntent Stripe's id of the payment, by which refunds and disputes name it
    /// @param totalCents what was paid, VAT included
    record Paid(String paymentIntent, long totalCents, Instant at) implements Fact {}

    /// Money on its way back to the payer.
    ///
    /// @param id Stripe's
    /// @param failed did it come back? That is final
    record Refund(String id, long cents, boolean failed) implements Fact {}

    /// The payer's bank doubts the payment.
    ///
    /// @param id Stripe's
    record Dispute(String id, long cents, Standing standing) implements Fact {}

    /// How a dispute stands. A later one of these replaces an earlier one, never the other way round.
    enum Standing {
        /// The bank only asks; nothing was taken.
        INQUIRY,
        /// The bank has taken the money, or is about to.
        OPEN,
        /// The bank keeps it.
        LOST,
        /// The bank has given it back.
        WON;

        boolean takesMoney() {
            return this == OPEN || this == LOST;
        }
    }
}
