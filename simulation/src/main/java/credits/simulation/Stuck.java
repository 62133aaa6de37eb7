package credits.simulation;

/// Thrown when a run does not end: its tasks took more steps than allowed.
public class Stuck extends RuntimeException {
    private static final long serialVersionUID = 1;

    public Stuck(String evidence) {
        super(evidence);
    }
}
