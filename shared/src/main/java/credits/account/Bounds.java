package credits.account;

import credits.account.Blocker.InsufficientCredits;
import credits.account.Blocker.SpendingLimitReached;
import credits.money.Eur;
import credits.money.Quantity;
import credits.pricing.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The two bounds on what an account may spend, and what fits within both. The answer is exactly what a debit or a new
/// hold would find on this account. Nothing is decided here.
///
/// @param account rolled to the time in question
public record Bounds(Account account) {
    /// Returns all blockers of `cost`: empty exactly if a line of that cost would be debited.
    public List<Blocker> blockers(Eur cost) {
        return blockers(
                account.remaining().filter(cost::exceeds),
                Optional.of(account.available()).filter(cost::exceeds),
                Optional.of(cost));
    }

    /// Returns the blockers of any cost at all: the bounds of which nothing is left.
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

    /// Returns the largest quantity at `rate` that fits; empty if none does.
    public Optional<Quantity> largestQuantity(Rate rate) {
        var available = account.available();
        var most = account.remaining().filter(available::exceeds).orElse(available);
        return rate.largest(most);
    }
}
