package credits.wire;

import java.io.Serial;

/// A request that is answered with a problem, from wherever that is found out.
public final class Rejected extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    public Rejected(Problem problem) {
        // Without a stack: it is an answer to a stranger, who may ask for many.
        super(problem.kind().code(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
