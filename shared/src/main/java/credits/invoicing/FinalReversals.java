package credits.invoicing;

/// What of a payment is finally reversed, including VAT, and why. Credit notes are issued for it.
///
/// @param refundedCents what was refunded to the buyer
/// @param disputedCents what the buyer's bank has taken and keeps
public record FinalReversals(long refundedCents, long disputedCents) {
    /// The reason for a reversal.
    public enum Reason {
        REFUND,
        DISPUTE
    }

    /// Returns refunds without a dispute.
    public static FinalReversals ofRefunds(long cents) {
        return new FinalReversals(cents, 0);
    }

    public long totalCents() {
        return Math.addExact(refundedCents, disputedCents);
    }

    /// Returns why more than `creditNoteCents` is reversed, which are on credit notes already.
    public Reason reasonBeyond(long creditNoteCents) {
        return refundedCents > creditNoteCents ? Reason.REFUND : Reason.DISPUTE;
    }
}
