package credits.account;

import credits.account.ClosedHold.Ending;
import credits.account.Event.AuthorizationExpired;
import credits.identity.AuthorizationId;
import credits.usage.BookedReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What a commit closes before it does anything else: the holds that nobody settled in time.
///
/// No timer closes a hold, so none races with a settlement: whoever commits next compares, and a settlement never
/// closes its own.
final class Expiry {
    private final List<BookedReport> released = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();

    /// What was closed leaves as entries.
    List<BookedReport> released() {
        return released;
    }

    /// What it has to tell.
    List<Event> events() {
        return events;
    }

    /// `account` without the holds that are overdue by its clock, but for `kept`.
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
