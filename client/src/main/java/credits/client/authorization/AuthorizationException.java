package credits.client.authorization;

import java.io.Serial;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Thrown when nothing was authorized. One of [QuotaExceededException] (balance or limit too low),
/// [RequestRejectedException] (any other final answer) and [OutcomeUnknownException] (no final answer).
public abstract sealed class AuthorizationException extends RuntimeException
        permits QuotaExceededException, RequestRejectedException, OutcomeUnknownException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient ProblemDetails problem;

    AuthorizationException(String message, ProblemDetails problem) {
        super(message);
        this.problem = problem;
    }

    final ProblemDetails problem() {
        return problem;
    }

    /// The HTTP status; 0 if there was no response.
    public int statusCode() {
        return problem.status();
    }

    /// The stable code of the problem, such as `spending-limit-reached`; empty if the response has none.
    public String code() {
        return problem.code();
    }

    /// The id of the request, for support; empty if the response has none.
    public String requestId() {
        return problem.requestId();
    }

    /// The time to wait before a new attempt is worthwhile.
    public Optional<Duration> retryAfter() {
        return problem.retryAfter();
    }

    /// All strings and numbers of the problem by name, such as `permission`, `open` or `maximum` (the
    /// extension members of RFC 9457).
    public Map<String, String> extensions() {
        return problem.extensions();
    }
}
