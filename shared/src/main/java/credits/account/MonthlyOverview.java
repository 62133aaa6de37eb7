package credits.account;

import credits.money.Eur;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// A month of an account as its members see it. A past month shows the account as it stood at its end.
///
/// @param available the balance less what is held
/// @param remaining the allowed limit less what is used and held; empty without a limit
/// @param causes all statuses that apply to the account, worst first
/// @param resetsAt when the next month begins
/// @param updatedAt when the account was read
public record MonthlyOverview(
        YearMonth month,
        ZoneId timeZone,
        Eur used,
        Eur held,
        Optional<Eur> alertThreshold,
        Optional<Eur> allowedLimit,
        Optional<Eur> remaining,
        Eur balance,
        Eur available,
        Status status,
        List<Status> causes,
        Instant resetsAt,
        Instant updatedAt,
        List<DayTotal> days,
        List<CategoryTotal> categories) {

    /// Returns the current month of `account`, which is rolled to the right time.
    public static MonthlyOverview of(Account account, Instant readAt) {
        return new MonthlyOverview(
                account.currentMonth(),
                account.zone().current(),
                account.used(),
                account.held(),
                account.limits().alertThreshold(),
                account.limits().allowedLimit(),
                account.remaining(),
                account.balance(),
                account.available(),
                account.status(),
                account.causes(),
                account.resetsAt(),
                readAt,
                account.month().days(),
                account.month().categories());
    }
}
