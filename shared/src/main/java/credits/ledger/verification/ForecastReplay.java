package credits.ledger.verification;

import credits.account.Account;
import credits.money.Eur;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Optional;

/// Replays the forecast that an allowed limit will be used up: day by day from the average of the days since the first
/// of the month with an entry, which needs seven days with debits.
final class ForecastReplay {
    private static final int MIN_DAYS_WITH_DEBITS = 7;

    private ForecastReplay() {}

    /// Returns the day of this month on which `limit` will be used up; empty if it will not, or if it is already.
    static Optional<LocalDate> limitReachedOn(Account account, Eur limit) {
        var days = account.monthToDate().days();
        if (days.stream().filter(day -> day.operationCount() > 0).count() < MIN_DAYS_WITH_DEBITS)
            return Optional.empty();
        var today = account.currentDay();
        int elapsed = today.getDayOfMonth() - days.getFirst().date().getDayOfMonth() + 1;
        var left = nanos(limit).subtract(nanos(account.used())).subtract(nanos(account.held()));
        var average = average(nanos(account.used()), elapsed);
        if (left.signum() <= 0 || average.signum() == 0) return Optional.empty();
        for (var day = today.plusDays(1); day.getMonth() == today.getMonth(); day = day.plusDays(1)) {
            left = left.subtract(average);
            if (left.signum() <= 0) return Optional.of(day);
        }
        return Optional.empty();
    }

    // Rounded half up to a nano-euro.
    private static BigInteger average(BigInteger sum, int count) {
        var twice = BigInteger.valueOf(2L * count);
        return sum.shiftLeft(1).add(BigInteger.valueOf(count)).divide(twice);
    }

    private static BigInteger nanos(Eur amount) {
        return BigInteger.valueOf(amount.nanos());
    }
}
