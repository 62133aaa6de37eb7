package credits.api;

import credits.http.Problem;
import credits.http.Problem.ProblemType;
import credits.json.Json;
import credits.money.Eur;

/// The problems of the operators' calls.
public final class OperatorProblems {
    private OperatorProblems() {}

    /// An operator has adjusted so much today that the adjustment does not fit any more.
    ///
    /// @param maximum the maximum of a day
    /// @param adjusted what has been adjusted today
    /// @param retryAfterSeconds the time until tomorrow
    public static Problem dailyAdjustmentsReached(Eur maximum, Eur adjusted, int retryAfterSeconds) {
        return Problem.of(
                ProblemType.DAILY_ADJUSTMENTS_REACHED,
                """
                You have adjusted EUR %s today, and the maximum of one person in a day is EUR %s. Nothing was \
                changed. Ask a colleague, or send the same request again tomorrow (UTC).""".formatted(adjusted, maximum),
                Json.object().put("adjusted", adjusted).put("maximum", maximum).build(),
                retryAfterSeconds);
    }
}
