package credits.wire;

import credits.account.Blocker;
import credits.account.Blocker.InsufficientCredits;
import credits.account.Blocker.SpendingLimitReached;
import java.util.List;
import java.util.Map;

/// The JSON of spending blockers, each with the page that helps to resolve it. Quota responses and refusals share it.
///
/// @param quotaUrl the page that shows the remaining quota
/// @param limitsUrl the page where limits are set
/// @param topUpUrl the page where credits are bought
public record Obstacles(String quotaUrl, String limitsUrl, String topUpUrl) {
    /// Returns the instance with the page URLs in `environment`.
    public static Obstacles of(Map<String, String> environment) {
        return new Obstacles(
                Variable.QUOTA_URL.in(environment),
                Variable.LIMITS_URL.in(environment),
                Variable.TOP_UP_URL.in(environment));
    }

    public List<Json.Members> json(List<Blocker> blockers) {
        return blockers.stream().map(this::json).toList();
    }

    private Json.Members json(Blocker blocker) {
        return switch (blocker) {
            case SpendingLimitReached(var allowedLimit, var used, var held, var remaining, var resetsAt) ->
                Json.object()
                        .put("cause", "spending_limit_reached")
                        .put("allowed_limit", allowedLimit)
                        .put("used", used)
                        .put("held", held)
                        .put("remaining", remaining)
                        .put("resets_at", resetsAt)
                        .put("limits_url", limitsUrl)
                        .end();
            case InsufficientCredits insufficient ->
                Json.object()
                        .put("cause", "insufficient_credits")
                        .putOptional("required", insufficient.required())
                        .put("available", insufficient.available())
                        .putOptional("shortfall", insufficient.shortfall())
                        .put("top_up_url", topUpUrl)
                        .end();
        };
    }
}
