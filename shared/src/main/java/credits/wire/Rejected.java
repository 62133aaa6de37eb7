package credits.wire;

import java.io.Serial;

/// Thrown to answer the request with a problem, from wherever the reason is found.
public final class Rejected extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public Rejected(Problem problem) {
        // Without a stack trace: callers can cause this as often as they like.
        super(problem.kind().code(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
