package credits.account;

import credits.money.Eur;
import credits.pricing.Category;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// What the current month holds so far.
///
/// @param used the sum of its days
/// @param days those with entries, in order
/// @param categories in the order of their first use
/// @param alerted the alert thresholds that people were told of this month, and that no higher one re-armed; oldest
/// first
/// @param limitReached the allowed limit was reached, or has refused something
/// @param creditsExhausted the balance was used up, or has refused something
public record MonthToDate(
        Eur used,
        List<DayTotal> days,
        List<CategoryTotal> categories,
        List<Eur> alerted,
        boolean limitReached,
        boolean creditsExhausted) {
    static final MonthToDate EMPTY = new MonthToDate(Eur.ZERO, List.of(), List.of(), List.of(), false, false);

    // Written with every commit; who moves the threshold below what is used more often may be told of one twice.
    private static final int MOST_ALERTED = 8;

    public MonthToDate {
        days = List.copyOf(days);
        categories = List.copyOf(categories);
        alerted = List.copyOf(alerted);
    }

    /// How many lines were debited.
    public long operations() {
        return days.stream().mapToLong(DayTotal::operations).sum();
    }

    public int daysWithUse() {
        return (int) days.stream().filter(day -> day.operations() > 0).count();
    }

    /// Adds what one commit debits on `date`. The sums of days, of categories and of the month stay the same
    /// number.
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

    /// The same with the account's day and `category` in it, so that an entry that debits nothing is found.
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
