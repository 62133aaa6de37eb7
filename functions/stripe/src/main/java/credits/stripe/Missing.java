package credits.stripe;

import java.io.Serial;

/// Stripe knows nothing by the id that we asked for.
final class Missing extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    Missing(Throwable cause) {
        super("unknown at Stripe", cause);
    }
}
