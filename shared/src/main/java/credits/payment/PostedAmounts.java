package credits.payment;

import credits.invoicing.VatBreakdown;

/// The postings of a payment to the account, in cents: the credits granted, and those clawed back.
///
/// As a target, it is what must have been posted; the difference from the actual postings is posted.
///
/// @param clawedBackCents the total, never more than was granted
public record PostedAmounts(long creditedCents, long clawedBackCents) {
    public static final PostedAmounts NONE = new PostedAmounts(0, 0);

    public PostedAmounts {
        if (creditedCents < 0 || clawedBackCents < 0 || clawedBackCents > creditedCents)
            throw new IllegalArgumentException("posted " + creditedCents + ", clawed back " + clawedBackCents);
    }

    /// Returns the target for a payment of `netCents` credits in the state `state`: all credits once it is paid, less
    /// the net share of what was reversed, as on its credit notes.
    static PostedAmounts targetFor(long netCents, PaymentState state) {
        if (state.paid().isEmpty()) return NONE;
        long totalCents = state.paid().get().totalCents();
        long netShare = VatBreakdown.netShareCents(netCents, totalCents, state.reversedCents());
        return new PostedAmounts(netCents, Math.min(netCents, netShare));
    }
}
