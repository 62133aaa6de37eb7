package credits.local.stripe.webhook;

/// An event as it is sent: the body, byte for byte, and the `Stripe-Signature` header.
public record Signed(String event, String type, String body, String signature) {}
