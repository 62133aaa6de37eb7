package credits.local.stripe.webhook;

import java.time.Duration;

/// A fault in the delivery of an event.
public sealed interface DeliveryFault {
    /// The event is never delivered.
    record Dropped() implements DeliveryFault {}

    /// The event is delivered this many times.
    record Repeated(int times) implements DeliveryFault {}

    /// The event is delivered late.
    record Delayed(Duration delay) implements DeliveryFault {}

    /// The event is signed with an unknown secret, also when it is retried.
    record SignedWithWrongSecret() implements DeliveryFault {}

    /// The signature has another time; a positive offset is in the future.
    record SignedAtOffset(Duration offset) implements DeliveryFault {}

    /// The event says that it has another API version.
    record InApiVersion(String apiVersion) implements DeliveryFault {}
}
