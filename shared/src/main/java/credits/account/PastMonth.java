package credits.account;

import credits.money.Eur;
import java.time.YearMonth;
import java.util.Optional;

/// A month that is over: nothing is ever added to it.
///
/// @param operations how many lines were debited
/// @param daysWithUse on how many days
/// @param allowedLimit what was in force at its end
/// @param lastSegment its last segment, which holds its days
public record PastMonth(
        YearMonth month, Eur cost, long operations, int daysWithUse, Optional<Eur> allowedLimit, long lastSegment) {}
