package credits.payment;

import credits.invoicing.VatBreakdown;
import credits.money.Eur;

/// The postings of a payment to the account: the credits granted, and those clawed back.
///
/// As a target, it is what must have been posted; the difference from the actual postings is posted.
///
/// @param clawedBack the total, never more than was granted
public record PostedAmounts(Eur credited, Eur clawedBack) {
    public static final PostedAmounts NONE = new PostedAmounts(Eur.ZERO, Eur.ZERO);

    public PostedAmounts {
        if (credited.isNegative() || clawedBack.isNegative() || clawedBack.isGreaterThan(credited))
            throw new IllegalArgumentException("posted " + credited + ", clawed back " + clawedBack);
    }

    /// Returns the credits that an account must have been given, in the end, for a payment of `net` credits
    /// in the state `state`, less what the seller has lost beyond them. The account never has that, so that a
    /// loss is a difference.
    public static Eur netCredit(Eur net, PaymentState state) {
        var target = targetFor(net, state);
        return target.credited().minus(target.clawedBack()).minus(state.loss());
    }

    /// Returns the target for a payment of `net` credits in the state `state`: all credits once it is paid, less the
    /// net share of what was reversed, as on its credit notes.
    static PostedAmounts targetFor(Eur net, PaymentState state) {
        if (state.paid().isEmpty()) return NONE;
        long totalCents = state.kept().orElseThrow().toCents();
        long reversedCents = state.reversed().toCents();
        var netShare = Eur.ofCents(VatBreakdown.netShareCents(net.toCents(), totalCents, reversedCents));
        return new PostedAmounts(net, Eur.min(net, netShare));
    }
}
