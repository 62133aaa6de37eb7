package credits.topup;

/// What the account holds of a payment: credits given, and credits taken back of them, in cents.
///
/// As a target it is what the account must hold; what is posted is the difference to what it holds.
///
/// @param clawedBackCents in all, never more than was given
public record Posted(long creditedCents, long clawedBackCents) {
    public static final Posted NOTHING = new Posted(0, 0);

    public Posted {
        if (creditedCents < 0 || clawedBackCents < 0 || clawedBackCents > creditedCents)
            throw new IllegalArgumentException("posted " + creditedCents + ", taken back " + clawedBackCents);
    }

    /// What `facts` make of a payment of `netCents` credits: all of them once it is paid; and of what went back to
    /// the payer the share that is credits and not VAT, rounded half up to a cent.
    static Posted target(long netCents, Facts facts) {
        if (facts.paid().isEmpty()) return NOTHING;
        long total = facts.paid().get().totalCents();
        long reversed = facts.reversedCents();
        // Half up on whole numbers: (2 a + b) / 2 b. At most 10^6 × 10^7, far from any overflow.
        long share = Math.addExact(Math.multiplyExact(2, Math.multiplyExact(netCents, reversed)), total) / (2 * total);
        return new Posted(netCents, Math.min(netCents, share));
    }
}
