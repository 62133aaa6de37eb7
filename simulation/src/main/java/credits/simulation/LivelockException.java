package credits.simulation;

/// Thrown when a run does not end: its tasks took more steps than allowed.
public class LivelockException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LivelockException(String evidence) {
        super(evidence);
    }
}
