package credits.account;

import credits.account.Event.AlertCrossed;
import credits.account.Event.BalanceExhausted;
import credits.account.Event.LimitReached;
import java.util.List;

/// What people are told when a commit brings an account to a bound: each once, remembered in the state that causes
/// it.
final class Notices {
    private Notices() {}

    /// `after` with what has been told noted in it, and each notice added to `events`.
    ///
    /// @param before the account that the commit began with, rolled to the same month
    /// @param limitRefused the commit had something that the allowed limit left no room for
    /// @param creditsRefused the commit had something that the balance left no room for
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
