package credits.account.command;

import credits.account.Account;
import credits.account.AccountHolds;
import credits.account.ClosedHold.HoldOutcome;
import credits.account.DomainEvent;
import credits.account.DomainEvent.AuthorizationExpired;
import credits.account.command.AccountCommand.IdLookup;
import credits.identity.AuthorizationId;
import credits.usage.BookedReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Closes expired holds before a commit does anything else.
///
/// No timer closes a hold, so none races with a settlement: the next commit compares the times, and a settlement never
/// closes its own hold. Every hold that is overdue has expired then, and [AccountHolds#MAX_EXPIRIES_PER_COMMIT] of them
/// are closed: their entries and events would otherwise make a segment too large. Later commits close the others.
final class HoldExpiry {
    private final IdLookup lookup;
    private final List<BookedReport> releasedReports = new ArrayList<>();
    private final List<DomainEvent> events = new ArrayList<>();

    /// @param lookup knows what the state leaves out of the holds
    HoldExpiry(IdLookup lookup) {
        this.lookup = lookup;
    }

    /// Returns the entries that record the closed holds.
    List<BookedReport> releasedReports() {
        return releasedReports;
    }

    /// Returns the events of the closed holds.
    List<DomainEvent> events() {
        return events;
    }

    /// Returns `account` without the overdue holds that this commit closes; those in `keptHolds` stay.
    Account closeOverdue(Account account, Set<AuthorizationId> keptHolds) {
        var current = account;
        for (var hold : account.holds().findOverdue(account.clockTime())) {
            if (keptHolds.contains(hold.id())) continue;
            if (events.size() == AccountHolds.MAX_EXPIRIES_PER_COMMIT) break;
            current = current.withHolds(current.holds().withClosed(hold.id(), HoldOutcome.EXPIRED));
            releasedReports.add(lookup.complete(hold).toReleasedReport());
            events.add(new AuthorizationExpired(
                    hold.id(), hold.pricedLine().line().operation(), hold.amount(), hold.expiresAt()));
        }
        return current;
    }
}
