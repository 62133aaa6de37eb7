package credits.ledger;

/// The store did not answer, or others were faster until time ran out. Undecided: the same call again tells the
/// truth.
public class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Unavailable(String what, Throwable cause) {
        super(what, cause);
    }

    public Unavailable(String what) {
        super(what);
    }
}
