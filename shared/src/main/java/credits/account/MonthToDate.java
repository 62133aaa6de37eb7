package credits.account;

import credits.money.Eur;
import credits.pricing.Category;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// The totals of the current month so far.
///
/// @param used the sum of the days
/// @param days the days with entries, in order
/// @param categories the categories, in the order of their first use
/// @param alerted the alert thresholds that were notified this month and not re-armed by a higher one, oldest first
/// @param limitReached whether the allowed limit was reached or has refused something
/// @param creditsExhausted whether the balance was used up or has refused something
public record MonthToDate(
        Eur used,
        List<DayTotal> days,
        List<CategoryTotal> categories,
        List<Eur> alerted,
        boolean limitReached,
        boolean creditsExhausted) {
    static final MonthToDate EMPTY = new MonthToDate(Eur.ZERO, List.of(), List.of(), List.of(), false, false);

    // This is written with every commit. Lowering the threshold below the use more often may notify twice of
    // one threshold.
    private static final int MOST_ALERTED = 8;

    public MonthToDate {
        days = List.copyOf(days);
        categories = List.copyOf(categories);
        alerted = List.copyOf(alerted);
    }

    /// Returns the number of debited lines.
    public long operations() {
        return days.stream().mapToLong(DayTotal::operations).sum();
    }

    public int daysWithUse() {
        return (int) days.stream().filter(day -> day.operations() > 0).count();
    }

    /// Adds the debits of one commit on `date`. The sums of the days, of the categories and of the month remain equal.
    MonthToDate plus(LocalDate date, long segment, List<CategoryTotal> debits) {
        var cost = debits.stream().map(CategoryTotal::cost).reduce(Eur.ZERO, Eur::plus);
        long operations = debits.stream().mapToLong(CategoryTotal::operations).sum();
        return new MonthToDate(
                used.plus(cost),
                daysWith(date, segment, cost, operations),
                categoriesWith(debits),
                alerted,
                limitReached,
                creditsExhausted);
    }

    /// Returns the same totals with the account's day and `category` listed, so that an entry that debits nothing can
    /// be found.
    MonthToDate showing(Account account, Category category) {
        return plus(account.day(), account.segments(), List.of(new CategoryTotal(category, Eur.ZERO, 0)));
    }

    private List<DayTotal> daysWith(LocalDate date, long segment, Eur cost, long operations) {
        var all = new ArrayList<>(days);
        if (all.isEmpty() || !all.getLast().date().equals(date)) all.add(new DayTotal(date, Eur.ZERO, 0, segment));
        all.set(all.size() - 1, all.getLast().plus(cost, operations));
        return all;
    }

    private List<CategoryTotal> categoriesWith(List<CategoryTotal> debits) {
        var all = new ArrayList<>(categories);
        for (var debit : debits) {
            int at = indexOf(debit.category());
            if (at < 0) all.add(debit);
            else all.set(at, all.get(at).plus(debit.cost(), debit.operations()));
        }
        return all;
    }

    private int indexOf(Category category) {
        for (int i = 0; i < categories.size(); i++) {
            if (categories.get(i).category().equals(category)) return i;
        }
        return -1;
    }

    MonthToDate alertedAt(Eur threshold) {
        var all = new ArrayList<>(alerted);
        all.add(threshold);
        if (all.size() > MOST_ALERTED) all.removeFirst();
        return new MonthToDate(used, days, categories, all, limitReached, creditsExhausted);
    }

    MonthToDate rearmed() {
        return new MonthToDate(used, days, categories, List.of(), limitReached, creditsExhausted);
    }

    MonthToDate withLimitReached(boolean reached) {
        return new MonthToDate(used, days, categories, alerted, reached, creditsExhausted);
    }

    MonthToDate withCreditsExhausted(boolean exhausted) {
        return new MonthToDate(used, days, categories, alerted, limitReached, exhausted);
    }
}
