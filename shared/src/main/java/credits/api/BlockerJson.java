package credits.api;

import credits.account.SpendingBlocker;
import credits.account.SpendingBlocker.InsufficientCredits;
import credits.account.SpendingBlocker.SpendingLimitReached;
import credits.json.Json;
import credits.settings.EnvironmentVariable;
import java.util.List;
import java.util.Map;

/// The JSON of spending blockers, each with the page that helps to resolve it. Quota responses and refusals share it.
///
/// @param quotaUrl the page that shows the remaining quota
/// @param limitsUrl the page where limits are set
/// @param topUpUrl the page where credits are bought
public record BlockerJson(String quotaUrl, String limitsUrl, String topUpUrl) {
    /// Returns the instance with the page URLs in `environment`.
    public static BlockerJson fromEnvironment(Map<String, String> environment) {
        return new BlockerJson(
                EnvironmentVariable.QUOTA_URL.require(environment),
                EnvironmentVariable.LIMITS_URL.require(environment),
                EnvironmentVariable.TOP_UP_URL.require(environment));
    }

    public List<Json.JsonObject> toJson(List<SpendingBlocker> blockers) {
        return blockers.stream().map(this::toJson).toList();
    }

    private Json.JsonObject toJson(SpendingBlocker blocker) {
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
                        .build();
            case InsufficientCredits insufficient ->
                Json.object()
                        .put("cause", "insufficient_credits")
                        .putOptional("required", insufficient.required())
                        .put("available", insufficient.available())
                        .putOptional("shortfall", insufficient.shortfall())
                        .put("top_up_url", topUpUrl)
                        .build();
        };
    }
}
