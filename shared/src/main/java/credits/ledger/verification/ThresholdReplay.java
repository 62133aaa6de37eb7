package credits.ledger.verification;

import static java.util.Comparator.naturalOrder;

import credits.account.Account;
import credits.account.AlertValue.FixedAmount;
import credits.account.AlertValue.LimitShare;
import credits.account.DomainEvent;
import credits.account.DomainEvent.Adjusted;
import credits.account.DomainEvent.AlertCrossed;
import credits.account.DomainEvent.BalanceExhausted;
import credits.account.DomainEvent.ClawedBack;
import credits.account.DomainEvent.LimitForecast;
import credits.account.DomainEvent.LimitReached;
import credits.account.DomainEvent.ToppedUp;
import credits.account.MonthToDate;
import credits.account.SpendingLimits;
import credits.account.command.AccountChange.Kind;
import credits.money.Eur;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Replays which thresholds a change crossed: what the month's flags must be after it, and which events announce it.
///
/// @param before the account before the change, advanced to its time
/// @param after the account as the change states it
/// @param cause the event of the change itself
record ThresholdReplay(Account before, Account after, Kind kind, Optional<DomainEvent> cause, EntriesReplay entries) {
    private static final int MAX_ALERTED_THRESHOLDS = 8;

    /// Whether the flags of the month are as they must be.
    boolean areFlagsConsistent() {
        var month = after.monthToDate();
        return month.alertedThresholds().equals(expectedAlertedThresholds())
                && month.isLimitReached() == (wasLimitReached() || limitEvent().isPresent())
                && month.isBalanceExhausted()
                        == (wasBalanceExhausted() || balanceEvent().isPresent())
                && month.isForecastAlerted()
                        == (wasForecastAlerted() || forecastEvent().isPresent());
    }

    /// Returns the events that the change must announce for the thresholds it crossed, in order.
    List<DomainEvent> events() {
        var events = new ArrayList<DomainEvent>();
        alertEvent().ifPresent(events::add);
        forecastEvent().ifPresent(events::add);
        limitEvent().ifPresent(events::add);
        balanceEvent().ifPresent(events::add);
        return events;
    }

    private List<Eur> expectedAlertedThresholds() {
        var known = monthBefore().alertedThresholds();
        var crossed = alertEvent().map(AlertCrossed::threshold);
        if (crossed.isEmpty()) return known;
        var all = new ArrayList<>(known);
        all.add(crossed.get());
        if (all.size() > MAX_ALERTED_THRESHOLDS)
            all.remove(all.stream().sorted().findFirst().orElseThrow());
        return all;
    }

    private Optional<AlertCrossed> alertEvent() {
        if (kind == Kind.TIME_ZONE || !after.used().isPositive()) return Optional.empty();
        return alertAmounts()
                .filter(threshold -> !threshold.isGreaterThan(after.used()))
                .max(naturalOrder())
                .filter(threshold -> !isAlerted(threshold))
                .map(threshold -> new AlertCrossed(threshold, after.used()));
    }

    // A share is rounded down to a nano-euro.
    private Stream<Eur> alertAmounts() {
        return after.limits().alerts().values().stream().map(value -> switch (value) {
            case FixedAmount(var amount) -> amount;
            case LimitShare(var percent) ->
                new Eur(BigDecimal.valueOf(
                                after.limits().allowedLimit().orElseThrow().nanos())
                        .multiply(new BigDecimal(percent).movePointLeft(2))
                        .setScale(0, RoundingMode.FLOOR)
                        .longValueExact());
        });
    }

    private boolean isAlerted(Eur threshold) {
        var known = monthBefore().alertedThresholds();
        return known.contains(threshold)
                || known.stream().filter(each -> each.isGreaterThan(threshold)).count() >= MAX_ALERTED_THRESHOLDS;
    }

    private Optional<DomainEvent> forecastEvent() {
        if (kind == Kind.TIME_ZONE || !after.limits().alerts().isForecastIncluded() || wasForecastAlerted())
            return Optional.empty();
        return after.limits()
                .allowedLimit()
                .flatMap(limit -> ForecastReplay.limitReachedOn(after, limit)
                        .map(day -> new LimitForecast(limit, after.used(), day)));
    }

    // A raised limit may be reached again.
    private boolean wasForecastAlerted() {
        return monthBefore().isForecastAlerted() && !(kind == Kind.LIMITS && isLimitRaised());
    }

    private Optional<DomainEvent> limitEvent() {
        boolean isReached = entries.hasRefusedForLimit()
                || (isUsedUp(after.limits(), after.used()) && !isUsedUp(before.limits(), before.used()));
        if (!isReached || wasLimitReached() || kind == Kind.TIME_ZONE) return Optional.empty();
        return after.limits().allowedLimit().map(limit -> new LimitReached(limit, after.used()));
    }

    private static boolean isUsedUp(SpendingLimits limits, Eur used) {
        return limits.allowedLimit().filter(limit -> !limit.isGreaterThan(used)).isPresent();
    }

    private Optional<DomainEvent> balanceEvent() {
        boolean isExhausted = entries.hasRefusedForBalance()
                || (before.balance().isPositive() && !after.balance().isPositive());
        if (!isExhausted || wasBalanceExhausted() || kind == Kind.TIME_ZONE) return Optional.empty();
        return Optional.of(new BalanceExhausted(after.balance()));
    }

    // A raised limit has not been reached yet.
    private boolean wasLimitReached() {
        return monthBefore().isLimitReached() && !(kind == Kind.LIMITS && isLimitRaised());
    }

    private boolean isLimitRaised() {
        var limit = after.limits().allowedLimit();
        var old = before.limits().allowedLimit();
        return limit.isEmpty() || (old.isPresent() && limit.get().isGreaterThan(old.get()));
    }

    // Credits that were given have not been used up yet.
    private boolean wasBalanceExhausted() {
        boolean isGiven = cause.filter(event -> switch (event) {
                    case ToppedUp _ -> true;
                    case Adjusted adjusted -> adjusted.amount().isPositive();
                    case ClawedBack taken -> taken.amount().isNegative();
                    default -> false;
                })
                .isPresent();
        return monthBefore().isBalanceExhausted() && !isGiven;
    }

    private MonthToDate monthBefore() {
        return before.monthToDate();
    }
}
