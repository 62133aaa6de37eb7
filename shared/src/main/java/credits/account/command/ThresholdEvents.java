package credits.account.command;

import credits.account.Account;
import credits.account.DomainEvent;
import credits.account.DomainEvent.AlertCrossed;
import credits.account.DomainEvent.BalanceExhausted;
import credits.account.DomainEvent.LimitForecast;
import credits.account.DomainEvent.LimitReached;
import credits.account.MonthToDate;
import credits.account.SpendingForecast;
import credits.money.Eur;
import java.util.List;

/// Adds the events of a commit that brings an account to one of its bounds. Each event is published once, which
/// the account's state records. A threshold alerts at most once a month: usage never falls within a month, so
/// setting the threshold again, or another one in between, is no news. Neither is a threshold once a higher one is
/// reached. A forecast that the limit will be used up is news once a month, and again once the limit has been raised.
final class ThresholdEvents {
    private ThresholdEvents() {}

    /// Returns `after` with the published events noted, and adds each of them to `events`.
    ///
    /// @param before the account at the start of the commit, advanced to the same month
    /// @param hasRefusedForLimit whether something in this commit exceeded the allowed limit
    /// @param hasRefusedForBalance whether something in this commit exceeded the balance
    static Account apply(
            Account before,
            Account after,
            boolean hasRefusedForLimit,
            boolean hasRefusedForBalance,
            List<DomainEvent> events) {
        var month = applyAlert(after, after.monthToDate(), events);
        month = applyForecast(after, month, events);
        month = applyLimit(before, after, hasRefusedForLimit, month, events);
        month = applyBalance(before, after, hasRefusedForBalance, month, events);
        return after.withMonth(month);
    }

    private static MonthToDate applyAlert(Account after, MonthToDate month, List<DomainEvent> events) {
        var threshold = after.limits().alertAmounts().reversed().stream()
                .filter(each -> isReached(each, after))
                .findFirst();
        if (threshold.isEmpty() || month.hasAlerted(threshold.get())) return month;
        events.add(new AlertCrossed(threshold.get(), after.used()));
        return month.withAlertedThreshold(threshold.get());
    }

    private static boolean isReached(Eur threshold, Account after) {
        return after.used().isPositive() && !threshold.isGreaterThan(after.used());
    }

    private static MonthToDate applyForecast(Account after, MonthToDate month, List<DomainEvent> events) {
        if (!after.limits().alerts().isForecastIncluded() || month.isForecastAlerted()) return month;
        var reachedOn = SpendingForecast.of(after).flatMap(SpendingForecast::limitReachedOn);
        if (reachedOn.isEmpty()) return month;
        events.add(new LimitForecast(after.limits().allowedLimit().orElseThrow(), after.used(), reachedOn.get()));
        return month.withForecastAlerted(true);
    }

    private static MonthToDate applyLimit(
            Account before, Account after, boolean hasRefused, MonthToDate month, List<DomainEvent> events) {
        boolean reached = hasRefused || (after.isLimitUsedUp() && !before.isLimitUsedUp());
        if (!reached || month.isLimitReached()) return month;
        events.add(new LimitReached(after.limits().allowedLimit().orElseThrow(), after.used()));
        return month.withLimitReached(true);
    }

    private static MonthToDate applyBalance(
            Account before, Account after, boolean hasRefused, MonthToDate month, List<DomainEvent> events) {
        boolean exhausted =
                hasRefused || (before.balance().isPositive() && !after.balance().isPositive());
        if (!exhausted || month.isBalanceExhausted()) return month;
        events.add(new BalanceExhausted(after.balance()));
        return month.withBalanceExhausted(true);
    }
}
