package credits.stripe;

import credits.json.Json;
import credits.logging.AlarmName;
import java.time.Instant;
import java.util.function.Consumer;

/// The source of an update.
///
/// @param eventId the id of the Stripe event, or `poll`, `sweep`, `replay`
/// @param occurredAt the time of the event, the same for every redelivery, so that an object is quarantined once
/// @param receivedAt when we received it
/// @param log takes one line at a time
public record UpdateSource(String eventId, Instant occurredAt, Instant receivedAt, Consumer<String> log) {
    void logQuarantine(String object, String reason) {
        log.accept(Json.object()
                .put("alarm", AlarmName.PAYMENT_QUARANTINED.text())
                .put("reason", reason)
                .put("object", object)
                .put("event", eventId)
                .build()
                .toText());
    }
}
