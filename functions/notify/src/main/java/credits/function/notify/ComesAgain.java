package credits.function.notify;

import java.io.Serial;

/// Thrown when not every recipient could be notified yet: redelivery of the event completes the rest.
final class ComesAgain extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    ComesAgain(String why) {
        super(why);
    }
}
