package credits.http;

import java.io.Serial;

/// Thrown at any depth to answer the request with a problem.
public final class ProblemException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        // Without a stack trace: callers can cause this as often as they like.
        super(problem.type().code(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
