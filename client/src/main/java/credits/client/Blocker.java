package credits.client;

import credits.client.wire.Fields;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// One reason why spending is blocked. Amounts are in EUR.
///
/// @param cause such as `spending_limit_reached` or `insufficient_credits`
/// @param allowedLimit what the organisation may spend in the month
/// @param used what it has spent in this month
/// @param held the amount held by open authorizations
/// @param remaining allowed limit − used − held
/// @param resetsAt when the next month begins
/// @param limitsUrl the page where an owner changes the limits
/// @param required the cost of the request
/// @param available balance − held
/// @param shortfall required − available
/// @param topUpUrl the page where credits are bought
/// @param members all strings and numbers of the blocker by name, including the ones above
public record Blocker(
        String cause,
        Optional<BigDecimal> allowedLimit,
        Optional<BigDecimal> used,
        Optional<BigDecimal> held,
        Optional<BigDecimal> remaining,
        Optional<Instant> resetsAt,
        Optional<String> limitsUrl,
        Optional<BigDecimal> required,
        Optional<BigDecimal> available,
        Optional<BigDecimal> shortfall,
        Optional<String> topUpUrl,
        Map<String, String> members) {
    static Blocker of(Fields said) {
        return new Blocker(
                said.requiredText("cause"),
                said.decimal("allowed_limit"),
                said.decimal("used"),
                said.decimal("held"),
                said.decimal("remaining"),
                said.time("resets_at"),
                said.text("limits_url"),
                said.decimal("required"),
                said.decimal("available"),
                said.decimal("shortfall"),
                said.text("top_up_url"),
                Map.copyOf(said.texts()));
    }
}
