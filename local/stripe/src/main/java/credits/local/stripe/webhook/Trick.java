package credits.local.stripe.webhook;

import java.time.Duration;

/// What goes wrong with the delivery of an event.
public sealed interface Trick {
    /// It is never delivered; the seller must find out alone.
    record Dropped() implements Trick {}

    /// It is delivered so many times in all.
    record Repeated(int times) implements Trick {}

    /// It is delivered so much later.
    record Delayed(Duration by) implements Trick {}

    /// The signature is by a secret that the seller does not know. It is tried again, as wrong.
    record WronglySigned() implements Trick {}

    /// The signature says another time: positive is in the future.
    record SignedAt(Duration offset) implements Trick {}

    /// The body says that it is written in another version of the API.
    record InVersion(String version) implements Trick {}
}
