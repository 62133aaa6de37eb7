package credits.account;

import credits.money.Eur;
import credits.pricing.OperationCategory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The totals of the current month so far.
///
/// @param used the sum of the days
/// @param days the days with entries, in order
/// @param categories the categories, in the order of their first use
/// @param alertedThresholds the highest alert thresholds that recipients were notified of this month, oldest first
/// @param isLimitReached whether the allowed limit was reached or was too low for something
/// @param isBalanceExhausted whether the balance was used up or was too low for something
/// @param isForecastAlerted whether recipients were notified that the allowed limit will be used up this month
public record MonthToDate(
        Eur used,
        List<DayTotal> days,
        List<CategoryTotal> categories,
        List<Eur> alertedThresholds,
        boolean isLimitReached,
        boolean isBalanceExhausted,
        boolean isForecastAlerted) {
    static final MonthToDate EMPTY = new MonthToDate(Eur.ZERO, List.of(), List.of(), List.of(), false, false, false);

    /// The maximum number of categories that a month lists by name, since every commit carries them. All others are
    /// summed under [OperationCategory#OTHER].
    public static final int MAX_NAMED_CATEGORIES = 31;

    // The list is part of every commit. Once it is full, only a higher threshold than its lowest is notified, and
    // takes its place.
    private static final int MAX_ALERTED_THRESHOLDS = 8;

    public MonthToDate {
        days = List.copyOf(days);
        categories = List.copyOf(categories);
        alertedThresholds = List.copyOf(alertedThresholds);
    }

    /// Returns the number of debited lines.
    public long operationCount() {
        return days.stream().mapToLong(DayTotal::operationCount).sum();
    }

    public int daysWithUse() {
        return (int) days.stream().filter(day -> day.operationCount() > 0).count();
    }

    /// Adds the debits of one commit on `date`. The sums of the days, of the categories and of the month remain equal.
    public MonthToDate plus(LocalDate date, long segmentNumber, List<CategoryTotal> debits) {
        var cost = debits.stream().map(CategoryTotal::cost).reduce(Eur.ZERO, Eur::plus);
        long operations =
                debits.stream().mapToLong(CategoryTotal::operationCount).sum();
        return new MonthToDate(
                used.plus(cost),
                daysPlus(date, segmentNumber, cost, operations),
                categoriesPlus(debits),
                alertedThresholds,
                isLimitReached,
                isBalanceExhausted,
                isForecastAlerted);
    }

    /// Returns the same totals with the account's day and `category` listed, so that an entry that debits nothing can
    /// be found.
    public MonthToDate withDayAndCategory(Account account, OperationCategory category) {
        return plus(account.currentDay(), account.segmentCount(), List.of(new CategoryTotal(category, Eur.ZERO, 0)));
    }

    private List<DayTotal> daysPlus(LocalDate date, long segmentNumber, Eur cost, long operations) {
        var all = new ArrayList<>(days);
        if (all.isEmpty() || !all.getLast().date().equals(date))
            all.add(new DayTotal(date, Eur.ZERO, 0, segmentNumber));
        all.set(all.size() - 1, all.getLast().plus(cost, operations));
        return all;
    }

    private List<CategoryTotal> categoriesPlus(List<CategoryTotal> debits) {
        var all = new ArrayList<>(categories);
        for (var debit : debits) {
            boolean isListed = all.size() < MAX_NAMED_CATEGORIES || indexOf(debit.category(), all) >= 0;
            var category = isListed ? debit.category() : OperationCategory.OTHER;
            int at = indexOf(category, all);
            if (at < 0) all.add(new CategoryTotal(category, debit.cost(), debit.operationCount()));
            else all.set(at, all.get(at).plus(debit.cost(), debit.operationCount()));
        }
        return all;
    }

    private static int indexOf(OperationCategory category, List<CategoryTotal> totals) {
        for (int i = 0; i < totals.size(); i++) {
            if (totals.get(i).category().equals(category)) return i;
        }
        return -1;
    }

    /// Whether recipients were notified of `threshold` this month, or of so many higher ones that it is not news.
    public boolean hasAlerted(Eur threshold) {
        if (alertedThresholds.contains(threshold)) return true;
        return alertedThresholds.size() >= MAX_ALERTED_THRESHOLDS
                && Collections.min(alertedThresholds).isGreaterThan(threshold);
    }

    public MonthToDate withAlertedThreshold(Eur threshold) {
        var all = new ArrayList<>(alertedThresholds);
        if (all.size() >= MAX_ALERTED_THRESHOLDS) all.remove(Collections.min(all));
        all.add(threshold);
        return new MonthToDate(used, days, categories, all, isLimitReached, isBalanceExhausted, isForecastAlerted);
    }

    public MonthToDate withLimitReached(boolean reached) {
        return new MonthToDate(
                used, days, categories, alertedThresholds, reached, isBalanceExhausted, isForecastAlerted);
    }

    public MonthToDate withBalanceExhausted(boolean exhausted) {
        return new MonthToDate(used, days, categories, alertedThresholds, isLimitReached, exhausted, isForecastAlerted);
    }

    public MonthToDate withForecastAlerted(boolean alerted) {
        return new MonthToDate(used, days, categories, alertedThresholds, isLimitReached, isBalanceExhausted, alerted);
    }
}
