package credits.function.webhook;

import credits.TestRequest;
import credits.stripe.PaymentFixture;
import java.time.Instant;

/// Events as Stripe delivers them.
final class WebhookRequestFixture {
    private WebhookRequestFixture() {}

    /// A request signed now, with the current secret.
    static TestRequest signedNow(String body, PaymentFixture payments) {
        return signed(body, payments.signature(body), payments.clock().instant());
    }

    static TestRequest signed(String body, String signature, Instant at) {
        return TestRequest.of("POST /v1/stripe/webhook", "", at)
                .withHeader("stripe-signature", signature)
                .withJson(body);
    }
}
