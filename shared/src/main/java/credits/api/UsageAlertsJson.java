package credits.api;

import credits.account.UsageAlerts;
import credits.json.Json;
import credits.json.JsonObjectBuilder;
import credits.money.Eur;
import java.util.Optional;

/// The JSON of limits: the allowed limit, and the amounts at which people are notified. Responses and events share it.
public final class UsageAlertsJson {
    private UsageAlertsJson() {}

    /// Begins an object with the limits. The two highest amounts have fields of their own, as before there were more.
    public static JsonObjectBuilder limits(UsageAlerts alerts, Optional<Eur> allowedLimit) {
        var amounts = alerts.amountsUnder(allowedLimit).reversed();
        return Json.object()
                .putOptional(
                        LimitsRequest.EARLY_ALERT_THRESHOLD,
                        amounts.stream().skip(1).findFirst())
                .putOptional(LimitsRequest.ALERT_THRESHOLD, amounts.stream().findFirst())
                .putOptional(LimitsRequest.ALLOWED_LIMIT, allowedLimit)
                .put(
                        AlertValuesField.NAME,
                        Json.array(alerts.values().stream()
                                .map(value -> new Json.JsonString(value.toString()))
                                .toList()))
                .put(LimitsRequest.FORECAST_ALERT, alerts.isForecastIncluded());
    }
}
