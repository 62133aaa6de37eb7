package credits.client;

import credits.client.wire.Fields;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What an organisation can spend now. Amounts are in EUR. For information only: nothing is held, and it may change
/// at any moment.
///
/// @param allowed whether the request would be authorized now
/// @param blockers everything that would block it
/// @param balance the balance of the organisation
/// @param available balance − held
/// @param remaining what remains of the month's limit; empty if there is no limit
/// @param resetsAt when the next month begins
/// @param largestQuantity the largest quantity that would be authorized now; empty if no operation was given
/// @param quotaUrl the page where people find details
public record Quota(
        boolean allowed,
        List<Blocker> blockers,
        BigDecimal balance,
        BigDecimal available,
        Optional<BigDecimal> remaining,
        Optional<Instant> resetsAt,
        Optional<BigDecimal> largestQuantity,
        Optional<String> quotaUrl) {
    static Quota of(Fields said) {
        return new Quota(
                said.truth("allowed"),
                Problem.blockers(said),
                said.requiredDecimal("balance"),
                said.requiredDecimal("available"),
                said.decimal("remaining"),
                said.time("resets_at"),
                said.decimal("largest_quantity"),
                said.text("quota_url"));
    }
}
