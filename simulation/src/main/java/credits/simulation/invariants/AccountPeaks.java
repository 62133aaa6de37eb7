package credits.simulation.invariants;

import credits.account.Account;

/// The most that the accounts of a run had of what is bounded.
///
/// @param openHolds the most holds that were open
/// @param closedHolds the most closed holds that a state remembered
/// @param refusals the most refusals within a second
/// @param categories the most categories that a month listed
/// @param segmentsBehind the most segments that a worker did not know when it made a decision
public record AccountPeaks(int openHolds, int closedHolds, int refusals, int categories, int segmentsBehind) {
    public static final AccountPeaks NONE = new AccountPeaks(0, 0, 0, 0, 0);

    static AccountPeaks of(Account account) {
        return new AccountPeaks(
                account.holds().open().size(),
                account.holds().closed().size(),
                account.holds().refusalsThisSecond(),
                account.monthToDate().categories().size(),
                0);
    }

    static AccountPeaks ofWorker(int segmentsBehind) {
        return new AccountPeaks(0, 0, 0, 0, segmentsBehind);
    }

    /// Returns the greater of each.
    public AccountPeaks max(AccountPeaks other) {
        return new AccountPeaks(
                Math.max(openHolds, other.openHolds),
                Math.max(closedHolds, other.closedHolds),
                Math.max(refusals, other.refusals),
                Math.max(categories, other.categories),
                Math.max(segmentsBehind, other.segmentsBehind));
    }
}
