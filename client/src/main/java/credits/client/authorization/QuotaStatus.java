package credits.client.authorization;

import credits.client.internal.JsonObjectReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The amounts that an organisation can spend now. Amounts are in EUR. For information only: nothing is held, and
/// it may change at any moment.
///
/// @param isAllowed whether the request would be authorized now
/// @param blockers everything that would block it
/// @param balance the balance of the organisation
/// @param available balance − held
/// @param remaining what remains of the month's limit; empty if there is no limit
/// @param resetsAt when the next month begins
/// @param largestQuantity the largest quantity that would be authorized now; empty if no operation was given
/// @param quotaUrl the page where people find details
public record QuotaStatus(
        boolean isAllowed,
        List<AuthorizationBlocker> blockers,
        BigDecimal balance,
        BigDecimal available,
        Optional<BigDecimal> remaining,
        Optional<Instant> resetsAt,
        Optional<BigDecimal> largestQuantity,
        Optional<String> quotaUrl) {
    static QuotaStatus from(JsonObjectReader json) {
        return new QuotaStatus(
                json.requiredBoolean("allowed"),
                ProblemDetails.blockers(json),
                json.requiredDecimal("balance"),
                json.requiredDecimal("available"),
                json.decimal("remaining"),
                json.instant("resets_at"),
                json.decimal("largest_quantity"),
                json.text("quota_url"));
    }
}
