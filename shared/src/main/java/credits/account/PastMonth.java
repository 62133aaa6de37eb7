package credits.account;

import credits.money.Eur;
import java.time.YearMonth;
import java.util.Optional;

/// A month that is over: nothing is ever added to it.
///
/// @param operations the number of debited lines
/// @param daysWithUse the number of days with entries
/// @param allowedLimit the limit in force at the end of the month
/// @param lastSegment the month's last segment, which holds its days
public record PastMonth(
        YearMonth month, Eur cost, long operations, int daysWithUse, Optional<Eur> allowedLimit, long lastSegment) {}
