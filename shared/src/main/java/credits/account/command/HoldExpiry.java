package credits.account.command;

import credits.account.Account;
import credits.account.ClosedHold.HoldOutcome;
import credits.account.DomainEvent;
import credits.account.DomainEvent.AuthorizationExpired;
import credits.identity.AuthorizationId;
import credits.usage.BookedReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Closes expired holds before a commit does anything else.
///
/// No timer closes a hold, so none races with a settlement: the next commit compares the times, and a settlement never
/// closes its own hold.
final class HoldExpiry {
    private final List<BookedReport> releasedReports = new ArrayList<>();
    private final List<DomainEvent> events = new ArrayList<>();

    /// Returns the entries that record the closed holds.
    List<BookedReport> releasedReports() {
        return releasedReports;
    }

    /// Returns the events of the closed holds.
    List<DomainEvent> events() {
        return events;
    }

    /// Returns `account` without the holds that are overdue by its clock, except those in `keptHolds`.
    Account closeOverdue(Account account, Set<AuthorizationId> keptHolds) {
        var current = account;
        for (var hold : account.holds().findOverdue(account.clockTime())) {
            if (keptHolds.contains(hold.id())) continue;
            current = current.withHolds(current.holds().withClosed(hold.id(), HoldOutcome.EXPIRED));
            current = current.withMonth(current.monthToDate()
                    .withDayAndCategory(current, hold.pricedLine().category()));
            releasedReports.add(hold.toReleasedReport());
            events.add(new AuthorizationExpired(
                    hold.id(), hold.pricedLine().line().operation(), hold.amount(), hold.expiresAt()));
        }
        return current;
    }
}
