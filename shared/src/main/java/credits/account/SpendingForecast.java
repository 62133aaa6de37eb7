package credits.account;

import credits.money.Eur;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Optional;

/// An estimate of the month's total, extrapolated from the days since usage began. No decision depends on it.
///
/// @param monthEndUsage the estimated usage at the end of the month, to the cent
/// @param limitReachedOn the day on which the allowed limit will be used up, if that is in this month
public record SpendingForecast(Eur monthEndUsage, Optional<LocalDate> limitReachedOn) {
    /// The minimum number of days with usage that an estimate needs.
    public static final int MIN_DAYS_WITH_USE = 7;

    /// Returns the forecast for the current month of `account`, which must be advanced to now; empty before seven
    /// days of usage.
    public static Optional<SpendingForecast> of(Account account) {
        if (account.monthToDate().daysWithUse() < MIN_DAYS_WITH_USE) return Optional.empty();
        var firstDay = account.monthToDate().days().getFirst().date();
        int days = account.currentDay().getDayOfMonth() - firstDay.getDayOfMonth() + 1;
        var used = BigDecimal.valueOf(account.used().nanos());
        var perDay = used.divide(BigDecimal.valueOf(days), RoundingMode.HALF_UP);
        int daysLeft =
                account.currentDay().lengthOfMonth() - account.currentDay().getDayOfMonth();
        return Optional.of(new SpendingForecast(
                roundToCents(used.add(perDay.multiply(BigDecimal.valueOf(daysLeft)))),
                account.remainingLimit()
                        .flatMap(remaining -> findLimitReachedDay(account.currentDay(), remaining, perDay, daysLeft))));
    }

    private static Eur roundToCents(BigDecimal nanos) {
        var cents = nanos.divide(BigDecimal.valueOf(Eur.ofCents(1).nanos()), 0, RoundingMode.HALF_UP);
        return Eur.ofCents(cents.longValueExact());
    }

    private static Optional<LocalDate> findLimitReachedDay(
            LocalDate today, Eur remaining, BigDecimal perDay, int daysLeft) {
        if (!remaining.isPositive() || perDay.signum() == 0) return Optional.empty();
        var days = BigDecimal.valueOf(remaining.nanos()).divide(perDay, 0, RoundingMode.CEILING);
        return days.compareTo(BigDecimal.valueOf(daysLeft)) > 0
                ? Optional.empty()
                : Optional.of(today.plusDays(days.longValueExact()));
    }
}
