package credits.simulation;

/// A run that does not end: its tasks took more steps than they may.
public class Stuck extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Stuck(String evidence) {
        super(evidence);
    }
}
