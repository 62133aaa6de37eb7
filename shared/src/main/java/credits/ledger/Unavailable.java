package credits.ledger;

/// Thrown if the store did not answer, or if other writers were faster until time ran out. The outcome is unknown, and
/// repeating the same call returns the actual result.
public class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Unavailable(String what, Throwable cause) {
        super(what, cause);
    }

    public Unavailable(String what) {
        super(what);
    }
}
