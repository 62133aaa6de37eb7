package credits.local.stripe.webhook;

import java.time.Duration;

/// A fault in the delivery of an event.
public sealed interface Trick {
    /// The event is never delivered.
    record Dropped() implements Trick {}

    /// The event is delivered this many times.
    record Repeated(int times) implements Trick {}

    /// The event is delivered late.
    record Delayed(Duration by) implements Trick {}

    /// The event is signed with an unknown secret, also when it is retried.
    record WronglySigned() implements Trick {}

    /// The signature has another time; a positive offset is in the future.
    record SignedAt(Duration offset) implements Trick {}

    /// The event says that it has another API version.
    record InVersion(String version) implements Trick {}
}
