package credits.function.notify;

import java.io.Serial;

/// Thrown when not every recipient could be notified yet: redelivery of the event completes the rest.
final class RetryLaterException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    RetryLaterException(String why) {
        super(why);
    }
}
