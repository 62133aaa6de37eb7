package credits.ledger.close;

import credits.ledger.Segment;
import credits.money.Eur;
import java.time.Instant;
import java.util.Optional;

/// What an account holds and owes at a time.
///
/// The ledger does not tell paid credits from granted ones once they are in the balance. The close takes granted
/// ones as used up first; what is refunded was paid.
///
/// @param balance as the account itself has it
/// @param granted how much of the balance was granted; from zero to the balance
/// @param negativeSince since when the balance has been negative; empty if it is not
/// @param uncovered the cost of all uncovered usage up to this time
/// @param uncoveredSince when the first of it was booked
public record ClosingPosition(
        Eur balance, Eur granted, Optional<Instant> negativeSince, Eur uncovered, Optional<Instant> uncoveredSince) {
    /// The position of an account without segments.
    public static final ClosingPosition NONE =
            new ClosingPosition(Eur.ZERO, Eur.ZERO, Optional.empty(), Eur.ZERO, Optional.empty());

    /// Returns the position after `segment`, which moved `moved`.
    ClosingPosition after(Segment segment, Movements moved) {
        var newBalance = segment.account().balance();
        var time = segment.account().clockTime();
        var left = Eur.max(granted.plus(moved.grants()).minus(moved.usage()).plus(moved.adjustments()), Eur.ZERO);
        var since = newBalance.isNegative() ? negativeSince.or(() -> Optional.of(time)) : Optional.<Instant>empty();
        return new ClosingPosition(
                newBalance,
                Eur.min(left, Eur.max(newBalance, Eur.ZERO)),
                since,
                uncovered.plus(moved.uncovered()),
                moved.uncovered().isPositive() ? uncoveredSince.or(() -> Optional.of(time)) : uncoveredSince);
    }

    /// Returns the paid credits that are still to be used: revenue that is not yet earned.
    public Eur deferredRevenue() {
        return Eur.max(balance, Eur.ZERO).minus(granted);
    }

    /// Returns what the organisation owes: a negative balance, as a positive amount.
    public Eur receivable() {
        return Eur.max(Eur.ZERO.minus(balance), Eur.ZERO);
    }
}
