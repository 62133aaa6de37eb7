package credits.payment;

/// The postings of a payment to the account, in cents: the credits given, and those clawed back.
///
/// As a target it is what the account must hold; the difference to the actual postings is posted.
///
/// @param clawedBackCents the total, never more than was given
public record PostedAmounts(long creditedCents, long clawedBackCents) {
    public static final PostedAmounts NONE = new PostedAmounts(0, 0);

    public PostedAmounts {
        if (creditedCents < 0 || clawedBackCents < 0 || clawedBackCents > creditedCents)
            throw new IllegalArgumentException("posted " + creditedCents + ", clawed back " + clawedBackCents);
    }

    /// Returns the target for a payment of `netCents` credits in the state `state`: all credits once it is paid, less
    /// the net share of what was reversed, rounded half up to a cent.
    static PostedAmounts targetFor(long netCents, PaymentState state) {
        if (state.paid().isEmpty()) return NONE;
        long totalCents = state.paid().get().totalCents();
        long reversedCents = state.reversedCents();
        // Half up in whole numbers: (2 a + b) / 2 b. At most 10^6 × 10^7, far from any overflow.
        long netShare = Math.addExact(Math.multiplyExact(2, Math.multiplyExact(netCents, reversedCents)), totalCents)
                / (2 * totalCents);
        return new PostedAmounts(netCents, Math.min(netCents, netShare));
    }
}
