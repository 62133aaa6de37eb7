package credits.client;

import java.io.Serial;
import java.util.Optional;

/// No answer that decides in all the time there was: time-outs, 429, 5xx or garbage, or, after one of these, a no that
/// says nothing about the first attempt, such as 401 when the token ran out meanwhile. Not authorized. Whether the
/// call took effect is not known: the same call with the same key tells. A hold that nobody knows of expires by
/// itself.
public final class NoAnswer extends NotAuthorized {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Optional<String> key;

    NoAnswer(Problem problem, Optional<String> key, Optional<? extends Throwable> cause) {
        super("Not authorized: no answer in time, last " + problem.summary(), problem);
        this.key = key;
        if (cause.isPresent()) initCause(cause.get());
    }

    /// The idempotency key of the call, to make it again with; empty for a question.
    public Optional<String> key() {
        return key;
    }
}
