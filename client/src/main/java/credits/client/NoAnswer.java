package credits.client;

import java.io.Serial;
import java.util.Optional;

/// There was no final answer in time: timeouts, 429, 5xx or unreadable responses, or, after one of these, an error that
/// says nothing about the first attempt, such as 401 because the token expired meanwhile. Nothing is authorized, but
/// the request may have taken effect: repeat it with the same idempotency key to find out. A hold that nobody knows
/// about expires by itself.
public final class NoAnswer extends NotAuthorized {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Optional<String> key;

    NoAnswer(Problem problem, Optional<String> key, Optional<? extends Throwable> cause) {
        super("Not authorized: no final answer in time; last was " + problem.summary(), problem);
        this.key = key;
        if (cause.isPresent()) initCause(cause.get());
    }

    /// The idempotency key of the request, to repeat it with; empty for requests without an effect, such as
    /// a quota check.
    public Optional<String> key() {
        return key;
    }
}
