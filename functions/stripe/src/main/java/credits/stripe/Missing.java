package credits.stripe;

import java.io.Serial;

/// Thrown when Stripe has no object with the requested id.
final class Missing extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    Missing(Throwable cause) {
        super("not found at Stripe", cause);
    }
}
