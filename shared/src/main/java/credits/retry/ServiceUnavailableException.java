package credits.retry;

/// Thrown if the store did not answer, or if other writers were faster until time ran out. The outcome is unknown, and
/// repeating the same call returns the actual result.
public class ServiceUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ServiceUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public ServiceUnavailableException(String message) {
        super(message);
    }
}
