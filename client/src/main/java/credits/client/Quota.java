package credits.client;

import credits.client.wire.Fields;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How an organisation stands, in EUR. Advice: it holds nothing, and may be otherwise a moment later.
///
/// @param allowed would it be authorized now?
/// @param blockers all that stands in the way
/// @param remaining of the month's allowed limit; empty if there is none
/// @param resetsAt when the next month begins
/// @param largestQuantity what would be authorized now, if an operation was named
/// @param quotaUrl where people see more
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
