package credits.topup;

/// The postings of a payment to the account, in cents: the credits given, and those clawed back.
///
/// As a target it is what the account must hold; the difference to the actual postings is posted.
///
/// @param clawedBackCents the total, never more than was given
public record Posted(long creditedCents, long clawedBackCents) {
    public static final Posted NOTHING = new Posted(0, 0);

    public Posted {
        if (creditedCents < 0 || clawedBackCents < 0 || clawedBackCents > creditedCents)
            throw new IllegalArgumentException("posted " + creditedCents + ", taken back " + clawedBackCents);
    }

    /// Returns the target for a payment of `netCents` credits in the state `facts`: all credits once it is paid, less
    /// the net share of what was reversed, rounded half up to a cent.
    static Posted target(long netCents, Facts facts) {
        if (facts.paid().isEmpty()) return NOTHING;
        long total = facts.paid().get().totalCents();
        long reversed = facts.reversedCents();
        // Half up in whole numbers: (2 a + b) / 2 b. At most 10^6 × 10^7, far from any overflow.
        long share = Math.addExact(Math.multiplyExact(2, Math.multiplyExact(netCents, reversed)), total) / (2 * total);
        return new Posted(netCents, Math.min(netCents, share));
    }
}
