package credits.account;

import credits.account.SpendingBlocker.InsufficientCredits;
import credits.account.SpendingBlocker.SpendingLimitReached;
import credits.money.Eur;
import credits.money.Quantity;
import credits.pricing.UnitRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The two bounds on what an account may spend, and what fits within both. The answer is the one that a debit or
/// a new hold would get on this account. Nothing is decided here.
///
/// @param account advanced to the time in question
public record SpendingCheck(Account account) {
    /// Returns all blockers of `cost`: empty if and only if a line of that cost would be debited.
    public List<SpendingBlocker> blockers(Eur cost) {
        return blockers(
                account.remainingLimit().filter(cost::isGreaterThan),
                Optional.of(account.available()).filter(cost::isGreaterThan),
                Optional.of(cost));
    }

    /// Returns the blockers of any cost at all: the bounds of which nothing is left.
    public List<SpendingBlocker> blockers() {
        return blockers(
                account.remainingLimit().filter(left -> !left.isPositive()),
                Optional.of(account.available()).filter(left -> !left.isPositive()),
                Optional.empty());
    }

    private List<SpendingBlocker> blockers(Optional<Eur> remaining, Optional<Eur> available, Optional<Eur> required) {
        var blockers = new ArrayList<SpendingBlocker>();
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
    public Optional<Quantity> largestQuantity(UnitRate rate) {
        var available = account.available();
        var spendable =
                account.remainingLimit().filter(available::isGreaterThan).orElse(available);
        return rate.largestQuantityFor(spendable);
    }
}
