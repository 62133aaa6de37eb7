package credits.account;

import credits.account.ClosedHold.Ending;
import credits.account.Event.AuthorizationExpired;
import credits.identity.AuthorizationId;
import credits.usage.BookedReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Closes expired holds before a commit does anything else.
///
/// No timer closes a hold, so none races with a settlement: the next commit compares the times, and a settlement never
/// closes its own hold.
final class Expiry {
    private final List<BookedReport> released = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();

    /// Returns the entries that record the closed holds.
    List<BookedReport> released() {
        return released;
    }

    /// Returns the events of the closed holds.
    List<Event> events() {
        return events;
    }

    /// Returns `account` without the holds that are overdue by its clock, except those in `kept`.
    Account sweep(Account account, Set<AuthorizationId> kept) {
        var swept = account;
        for (var hold : account.holds().overdue(account.clock())) {
            if (kept.contains(hold.id())) continue;
            swept = swept.withHolds(swept.holds().without(hold.id(), Ending.EXPIRED));
            swept = swept.withMonth(swept.month().showing(swept, hold.line().category()));
            released.add(hold.released());
            events.add(new AuthorizationExpired(
                    hold.id(), hold.line().line().operation(), hold.amount(), hold.expiresAt()));
        }
        return swept;
    }
}
