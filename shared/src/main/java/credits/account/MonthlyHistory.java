package credits.account;

import credits.money.Eur;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The months of one year, oldest first, from the account's first month to the current one. Future months are
/// absent, and months without usage have zeros.
///
/// @param total the sum of the months
public record MonthlyHistory(int year, List<MonthSummary> months, Eur total) {
    public MonthlyHistory {
        months = List.copyOf(months);
    }

    /// The total of one month.
    ///
    /// @param operationCount the number of debited lines
    /// @param allowedLimit the limit in force at the end of the month, or now in the current one
    public record MonthSummary(
            YearMonth month, Eur cost, long operationCount, int daysWithUse, Optional<Eur> allowedLimit) {}

    /// Returns a year's months from `account`, which must be advanced to now, and from the older months that it
    /// no longer keeps.
    ///
    /// @param pastMonths all past months, oldest first, without a gap except for those without a segment
    public static MonthlyHistory of(int year, Account account, List<PastMonth> pastMonths) {
        var months = new ArrayList<MonthSummary>();
        Optional<Eur> limit = Optional.empty();
        var next = pastMonths.isEmpty()
                ? account.currentMonth()
                : pastMonths.getFirst().month();
        for (var pastMonth : pastMonths) {
            for (; next.isBefore(pastMonth.month()); next = next.plusMonths(1)) months.add(unusedMonth(next, limit));
            months.add(new MonthSummary(
                    pastMonth.month(),
                    pastMonth.cost(),
                    pastMonth.operationCount(),
                    pastMonth.daysWithUse(),
                    pastMonth.allowedLimit()));
            limit = pastMonth.allowedLimit();
            next = pastMonth.month().plusMonths(1);
        }
        for (; next.isBefore(account.currentMonth()); next = next.plusMonths(1)) months.add(unusedMonth(next, limit));
        if (account.segmentCount() > 0) months.add(currentMonth(account));
        months.removeIf(month -> month.month().getYear() != year);
        return new MonthlyHistory(
                year, months, months.stream().map(MonthSummary::cost).reduce(Eur.ZERO, Eur::plus));
    }

    private static MonthSummary unusedMonth(YearMonth month, Optional<Eur> limit) {
        return new MonthSummary(month, Eur.ZERO, 0, 0, limit);
    }

    private static MonthSummary currentMonth(Account account) {
        return new MonthSummary(
                account.currentMonth(),
                account.used(),
                account.monthToDate().operationCount(),
                account.monthToDate().daysWithUse(),
                account.limits().allowedLimit());
    }
}
