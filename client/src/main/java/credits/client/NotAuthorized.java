package credits.client;

import java.io.Serial;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The service did not say yes, so the answer is no. One of [Refused] (money), [Rejected] (anything else it said)
/// and [NoAnswer] (it said nothing that decides).
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

    /// Of HTTP; 0 if there was no answer at all.
    public int status() {
        return problem.status();
    }

    /// The problem's stable code, such as `spending-limit-reached`; empty if it has none.
    public String code() {
        return problem.code();
    }

    /// The id to tell support; empty if there is none.
    public String instance() {
        return problem.instance();
    }

    /// When a new try may be worth it.
    public Optional<Duration> retryAfter() {
        return problem.retryAfter();
    }

    /// All strings and numbers of the problem by name, such as `permission`, `open` or `maximum`.
    public Map<String, String> members() {
        return problem.members();
    }
}
