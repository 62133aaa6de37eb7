package credits.account;

import credits.money.Eur;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The months of one year, oldest first, from the account's first month to the current one. Future months are absent,
/// and months without use have zeros.
///
/// @param total the sum of the months
public record MonthlyHistory(int year, List<Month> months, Eur total) {
    public MonthlyHistory {
        months = List.copyOf(months);
    }

    /// The total of one month.
    ///
    /// @param operations the number of debited lines
    /// @param allowedLimit the limit in force at the end of the month, or now in the current one
    public record Month(YearMonth month, Eur cost, long operations, int daysWithUse, Optional<Eur> allowedLimit) {}

    /// Returns a year's months from `account`, which is rolled to now, and from the older months that it no
    /// longer keeps.
    ///
    /// @param past all past months, oldest first, without a gap except for those without a segment
    public static MonthlyHistory of(int year, Account account, List<PastMonth> past) {
        var months = new ArrayList<Month>();
        Optional<Eur> limit = Optional.empty();
        var next = past.isEmpty() ? account.currentMonth() : past.getFirst().month();
        for (var over : past) {
            for (; next.isBefore(over.month()); next = next.plusMonths(1)) months.add(unused(next, limit));
            months.add(
                    new Month(over.month(), over.cost(), over.operations(), over.daysWithUse(), over.allowedLimit()));
            limit = over.allowedLimit();
            next = over.month().plusMonths(1);
        }
        for (; next.isBefore(account.currentMonth()); next = next.plusMonths(1)) months.add(unused(next, limit));
        if (account.segments() > 0) months.add(current(account));
        months.removeIf(month -> month.month().getYear() != year);
        return new MonthlyHistory(year, months, months.stream().map(Month::cost).reduce(Eur.ZERO, Eur::plus));
    }

    private static Month unused(YearMonth month, Optional<Eur> limit) {
        return new Month(month, Eur.ZERO, 0, 0, limit);
    }

    private static Month current(Account account) {
        return new Month(
                account.currentMonth(),
                account.used(),
                account.month().operations(),
                account.month().daysWithUse(),
                account.limits().allowedLimit());
    }
}
