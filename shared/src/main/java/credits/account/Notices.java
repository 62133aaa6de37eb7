package credits.account;

import credits.account.Event.AlertCrossed;
import credits.account.Event.BalanceExhausted;
import credits.account.Event.LimitReached;
import java.util.List;

/// Adds the events of a commit that brings an account to one of its bounds. Each event is published once, and the state
/// that causes it remembers it.
final class Notices {
    private Notices() {}

    /// Returns `after` with the published events noted, and adds each of them to `events`.
    ///
    /// @param before the account at the start of the commit, rolled to the same month
    /// @param limitRefused whether the allowed limit refused something in this commit
    /// @param creditsRefused whether the balance refused something in this commit
    static Account note(
            Account before, Account after, boolean limitRefused, boolean creditsRefused, List<Event> events) {
        var month = alert(after, after.month(), events);
        month = limit(before, after, limitRefused, month, events);
        month = credits(before, after, creditsRefused, month, events);
        return after.withMonth(month);
    }

    private static MonthToDate alert(Account after, MonthToDate month, List<Event> events) {
        var threshold = after.limits().alertThreshold();
        if (threshold.isEmpty()) return month;
        if (threshold.get().exceeds(after.used())) return month.rearmed();
        if (month.alerted().contains(threshold.get())) return month;
        events.add(new AlertCrossed(threshold.get(), after.used()));
        return month.alertedAt(threshold.get());
    }

    private static MonthToDate limit(
            Account before, Account after, boolean refused, MonthToDate month, List<Event> events) {
        boolean reached = refused || (after.limitUsedUp() && !before.limitUsedUp());
        if (!reached || month.limitReached()) return month;
        events.add(new LimitReached(after.limits().allowedLimit().orElseThrow(), after.used()));
        return month.withLimitReached(true);
    }

    private static MonthToDate credits(
            Account before, Account after, boolean refused, MonthToDate month, List<Event> events) {
        boolean exhausted =
                refused || (before.balance().isPositive() && !after.balance().isPositive());
        if (!exhausted || month.creditsExhausted()) return month;
        events.add(new BalanceExhausted(after.balance()));
        return month.withCreditsExhausted(true);
    }
}
