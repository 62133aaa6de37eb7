package credits.account;

import credits.money.Eur;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Optional;

/// An estimate of the month's total, extrapolated from the days since the first use. Nothing is decided by it.
///
/// @param monthEnd the estimated use at the end of the month, to the cent
/// @param limitReachedOn the day on which the allowed limit will be used up, if that is in this month
public record Forecast(Eur monthEnd, Optional<LocalDate> limitReachedOn) {
    /// The minimum number of days with use that an estimate needs.
    public static final int FEWEST_DAYS = 7;

    /// Returns the forecast for the current month of `account`, which is rolled to now; empty before seven days of use.
    public static Optional<Forecast> of(Account account) {
        if (account.month().daysWithUse() < FEWEST_DAYS) return Optional.empty();
        var first = account.month().days().getFirst().date();
        int days = account.day().getDayOfMonth() - first.getDayOfMonth() + 1;
        var used = BigDecimal.valueOf(account.used().nanos());
        var perDay = used.divide(BigDecimal.valueOf(days), RoundingMode.HALF_UP);
        int left = account.day().lengthOfMonth() - account.day().getDayOfMonth();
        return Optional.of(new Forecast(
                cents(used.add(perDay.multiply(BigDecimal.valueOf(left)))),
                account.remaining().flatMap(remaining -> reached(account.day(), remaining, perDay, left))));
    }

    private static Eur cents(BigDecimal nanos) {
        var cents = nanos.divide(BigDecimal.valueOf(Eur.cents(1).nanos()), 0, RoundingMode.HALF_UP);
        return Eur.cents(cents.longValueExact());
    }

    private static Optional<LocalDate> reached(LocalDate today, Eur remaining, BigDecimal perDay, int daysLeft) {
        if (!remaining.isPositive() || perDay.signum() == 0) return Optional.empty();
        var days = BigDecimal.valueOf(remaining.nanos()).divide(perDay, 0, RoundingMode.CEILING);
        return days.compareTo(BigDecimal.valueOf(daysLeft)) > 0
                ? Optional.empty()
                : Optional.of(today.plusDays(days.longValueExact()));
    }
}
