package credits.function.notify;

import java.io.Serial;

/// Not everybody could be told now: the same event again does the rest.
final class ComesAgain extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    ComesAgain(String why) {
        super(why);
    }
}
