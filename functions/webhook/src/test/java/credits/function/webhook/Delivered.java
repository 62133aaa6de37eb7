package credits.function.webhook;

import credits.Request;
import credits.stripe.Shop;
import java.time.Instant;

/// Events as Stripe delivers them.
final class Delivered {
    private Delivered() {}

    /// A request signed now, with the current secret.
    static Request now(String body, Shop shop) {
        return signed(body, shop.signature(body), shop.clock().instant());
    }

    static Request signed(String body, String signature, Instant at) {
        return Request.of("POST /v1/stripe/webhook", "", at)
                .header("stripe-signature", signature)
                .json(body);
    }
}
