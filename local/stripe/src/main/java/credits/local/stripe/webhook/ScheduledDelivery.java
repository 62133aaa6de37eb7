package credits.local.stripe.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/// An event to be delivered.
///
/// @param dueAt when it is delivered
/// @param attempt counts from 0
/// @param fault the fault of this delivery, if any
record ScheduledDelivery(ObjectNode event, Instant dueAt, int attempt, Optional<DeliveryFault> fault) {
    ScheduledDelivery retryAt(Instant later) {
        return new ScheduledDelivery(event, later, attempt + 1, fault);
    }

    String id() {
        return event.path("id").asText();
    }

    String type() {
        return event.path("type").asText();
    }
}
