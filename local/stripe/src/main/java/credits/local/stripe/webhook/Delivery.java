package credits.local.stripe.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/// An event to be delivered.
///
/// @param due when it is delivered
/// @param attempt counts from 0
/// @param trick the fault of this delivery, if any
record Delivery(ObjectNode event, Instant due, int attempt, Optional<Trick> trick) {
    Delivery again(Instant later) {
        return new Delivery(event, later, attempt + 1, trick);
    }

    String id() {
        return event.path("id").asText();
    }

    String type() {
        return event.path("type").asText();
    }
}
