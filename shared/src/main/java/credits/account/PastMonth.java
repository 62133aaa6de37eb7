package credits.account;

import credits.money.Eur;
import java.time.YearMonth;
import java.util.Optional;

/// A month that is over: nothing is added to it. What comes late is booked in the month of its commit.
///
/// A month ends for a commit by the clock that the commit is decided with: the queue's or the gateway's, and for usage
/// also the worker's. A commit that was decided just before the end is still written in the seconds after it, and a
/// worker's clock is trusted to five minutes.
///
/// @param operationCount the number of debited lines
/// @param daysWithUse the number of days with entries
/// @param allowedLimit the limit in force at the end of the month
/// @param lastSegment the month's last segment, which holds its days
public record PastMonth(
        YearMonth month,
        Eur cost,
        long operationCount,
        int daysWithUse,
        Optional<Eur> allowedLimit,
        long lastSegment) {}
