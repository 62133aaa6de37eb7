package credits.account;

import credits.account.Blocker.InsufficientCredits;
import credits.account.Blocker.SpendingLimitReached;
import credits.money.Eur;
import credits.money.Quantity;
import credits.pricing.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The two bounds on what an account may spend, and what fits within both: exactly what a debit, or a new hold,
/// decided on this account would find. It decides nothing itself.
///
/// @param account rolled to the time that is asked about
public record Bounds(Account account) {
    /// All that stands in the way of `cost`: empty exactly if a line of that cost would be debited.
    public List<Blocker> blockers(Eur cost) {
        return blockers(
                account.remaining().filter(cost::exceeds),
                Optional.of(account.available()).filter(cost::exceeds),
                Optional.of(cost));
    }

    /// All that stands in the way of any cost at all: the bounds of which nothing is left.
    public List<Blocker> blockers() {
        return blockers(
                account.remaining().filter(left -> !left.isPositive()),
                Optional.of(account.available()).filter(left -> !left.isPositive()),
                Optional.empty());
    }

    private List<Blocker> blockers(Optional<Eur> remaining, Optional<Eur> available, Optional<Eur> required) {
        var blockers = new ArrayList<Blocker>();
        remaining.ifPresent(left -> blockers.add(new SpendingLimitReached(
                account.limits().allowedLimit().orElseThrow(),
                account.used(),
                account.held(),
                left,
                account.resetsAt())));
        available.ifPresent(left -> blockers.add(new InsufficientCredits(required, left)));
        return blockers;
    }

    /// The greatest quantity at `rate` that fits; empty when none does.
    public Optional<Quantity> largestQuantity(Rate rate) {
        var available = account.available();
        var most = account.remaining().filter(available::exceeds).orElse(available);
        return rate.largest(most);
    }
}
