package credits.simulation.invariants;

import credits.account.DomainEvent;
import credits.account.DomainEvent.AlertCrossed;
import credits.account.DomainEvent.BalanceExhausted;
import credits.account.DomainEvent.LimitForecast;
import credits.account.DomainEvent.LimitReached;
import credits.account.MonthToDate;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The categories of the month that is being booked, and the bounds that it has met.
final class ReferenceMonth {
    private static final int MAX_NAMED_CATEGORIES = 31;
    private static final int MAX_ALERTED = 8;

    private final Map<String, Total> categories = new LinkedHashMap<>();
    private final NavigableSet<BigDecimal> alerted = new TreeSet<>();
    private boolean isLimitReached;
    private boolean isBalanceExhausted;
    private boolean isForecastTold;
    private long operations;

    private record Total(BigDecimal cost, long operations) {
        Total plus(Total more) {
            return new Total(cost.add(more.cost), operations + more.operations);
        }

        boolean isSameAs(Total other) {
            return cost.compareTo(other.cost) == 0 && operations == other.operations;
        }
    }

    /// What one commit did to the bounds.
    ///
    /// @param alerts the amounts at which people want to be notified
    /// @param forecast the day on which the limit will be used up, if people want to be notified of that
    /// @param usedBefore the amount used in this month before it
    /// @param refusedForLimit whether it refused something that the limit had no room for
    /// @param refusedForBalance whether it refused something that the balance had no room for
    record Bounds(
            Set<BigDecimal> alerts,
            Optional<LocalDate> forecast,
            Optional<BigDecimal> limitBefore,
            Optional<BigDecimal> limit,
            BigDecimal usedBefore,
            BigDecimal used,
            BigDecimal balanceBefore,
            BigDecimal balance,
            boolean refusedForLimit,
            boolean refusedForBalance) {
        private boolean isUsedUpNow() {
            return limit.filter(bound -> bound.compareTo(used) <= 0).isPresent();
        }

        private boolean wasUsedUp() {
            return limitBefore.filter(bound -> bound.compareTo(usedBefore) <= 0).isPresent();
        }
    }

    /// Adds the line of an entry; one that is not debited costs nothing and is no operation.
    void add(String category, BigDecimal cost, boolean isDebited) {
        boolean isListed = categories.containsKey(category) || categories.size() < MAX_NAMED_CATEGORIES;
        var total = new Total(isDebited ? cost : BigDecimal.ZERO, isDebited ? 1 : 0);
        operations += total.operations();
        var _ = categories.merge(isListed ? category : "Other", total, Total::plus);
    }

    long operations() {
        return operations;
    }

    void giveCredits() {
        isBalanceExhausted = false;
    }

    void raiseLimit() {
        isLimitReached = false;
        isForecastTold = false;
    }

    /// Notes the bounds that a commit has met, and returns how many events of each kind it must have published.
    Map<Class<? extends DomainEvent>, Long> meet(Bounds bounds) {
        long alerts = meetAlert(bounds) ? 1 : 0;
        boolean limit = !isLimitReached && (bounds.refusedForLimit() || (bounds.isUsedUpNow() && !bounds.wasUsedUp()));
        boolean balance = !isBalanceExhausted
                && (bounds.refusedForBalance()
                        || (bounds.balanceBefore().signum() > 0
                                && bounds.balance().signum() <= 0));
        boolean forecast = !isForecastTold && bounds.forecast().isPresent();
        isLimitReached |= limit;
        isForecastTold |= forecast;
        isBalanceExhausted |= balance;
        return Map.of(
                AlertCrossed.class,
                alerts,
                LimitForecast.class,
                forecast ? 1L : 0L,
                LimitReached.class,
                limit ? 1L : 0L,
                BalanceExhausted.class,
                balance ? 1L : 0L);
    }

    private boolean meetAlert(Bounds bounds) {
        if (bounds.used().signum() == 0) return false;
        var reached = bounds.alerts().stream()
                .filter(alert -> alert.compareTo(bounds.used()) <= 0)
                .max(BigDecimal::compareTo);
        return reached.isPresent() && addAlert(reached.get());
    }

    private boolean addAlert(BigDecimal alert) {
        return alerted.tailSet(alert, false).size() < MAX_ALERTED && alerted.add(alert);
    }

    void assertEqualTo(MonthToDate found) {
        InvariantViolationException.check(
                found.isLimitReached() == isLimitReached, "limit reached must be " + isLimitReached, found);
        InvariantViolationException.check(
                found.isBalanceExhausted() == isBalanceExhausted, "exhausted must be " + isBalanceExhausted, found);
        InvariantViolationException.check(
                found.isForecastAlerted() == isForecastTold, "forecast told must be " + isForecastTold, found);
        InvariantViolationException.check(
                found.alertedThresholds().size() == Math.min(alerted.size(), MAX_ALERTED),
                "alerted must be " + alerted,
                found);
        InvariantViolationException.check(
                found.operationCount() == operations, "operations must be " + operations, found);
        InvariantViolationException.check(
                found.categories().size() == categories.size(), "categories must be " + categories, found);
        for (var category : found.categories()) {
            var total = new Total(new BigDecimal(category.cost().toString()), category.operationCount());
            var expected = categories.get(category.category().name());
            InvariantViolationException.check(
                    expected != null && total.isSameAs(expected), "category must be " + expected, category);
        }
    }
}
