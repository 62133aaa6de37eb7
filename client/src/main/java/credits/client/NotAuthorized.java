package credits.client;

import java.io.Serial;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Thrown when nothing was authorized. One of [Refused] (balance or limit too low),
/// [Rejected] (any other final answer) and [NoAnswer] (no final answer).
public abstract sealed class NotAuthorized extends RuntimeException permits Refused, Rejected, NoAnswer {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    NotAuthorized(String message, Problem problem) {
        super(message);
        this.problem = problem;
    }

    final Problem problem() {
        return problem;
    }

    /// The HTTP status; 0 if there was no response.
    public int status() {
        return problem.status();
    }

    /// The stable code of the problem, such as `spending-limit-reached`; empty if the response has none.
    public String code() {
        return problem.code();
    }

    /// The id of the request, for support; empty if the response has none.
    public String instance() {
        return problem.instance();
    }

    /// How long to wait before a new attempt is worthwhile.
    public Optional<Duration> retryAfter() {
        return problem.retryAfter();
    }

    /// All strings and numbers of the problem by name, such as `permission`, `open` or `maximum` (the
    /// extension members of RFC 9457).
    public Map<String, String> members() {
        return problem.members();
    }
}
