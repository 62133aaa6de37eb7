package credits.client.authorization;

import credits.client.authorization.ApiTransport.ApiResponse;
import credits.client.internal.InvalidJsonException;
import credits.client.internal.JsonObjectReader;
import credits.client.internal.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A problem as the service returned it, in the form of RFC 9457.
///
/// @param status the HTTP status
/// @param code such as `spending-limit-reached`; empty if something in between, such as API Gateway, responded in
///     its own form
/// @param detail what happened and what to do, for people
/// @param requestId the id of the request, for support
/// @param retryAfter how long to wait before a new attempt is worthwhile
/// @param extensions all other strings and numbers by name, such as `permission` or `maximum`
/// @param blockers everything that blocks the request
record ProblemDetails(
        int status,
        String code,
        String detail,
        String requestId,
        Optional<Duration> retryAfter,
        Map<String, String> extensions,
        List<AuthorizationBlocker> blockers) {
    static ProblemDetails from(ApiResponse response) {
        try {
            var json = JsonValue.parseObject(response.body());
            return new ProblemDetails(
                    response.status(),
                    json.text("code").orElse(""),
                    json.text("detail").or(() -> json.text("message")).orElse(""),
                    json.text("instance").orElse(""),
                    response.retryAfter(),
                    Map.copyOf(json.literalsAsText()),
                    blockers(json));
        } catch (InvalidJsonException invalid) {
            return new ProblemDetails(response.status(), "", "", "", response.retryAfter(), Map.of(), List.of());
        }
    }

    static List<AuthorizationBlocker> blockers(JsonObjectReader json) {
        return json.objects("blockers").stream().map(AuthorizationBlocker::from).toList();
    }

    /// A summary for people and logs, without amounts.
    String summary() {
        return (code.isEmpty() ? "HTTP " + status : code) + (requestId.isEmpty() ? "" : ", instance " + requestId);
    }
}
