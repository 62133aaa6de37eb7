package credits.stripe;

import credits.wire.Json;
import java.time.Instant;
import java.util.function.Consumer;

/// The source of an update.
///
/// @param event the id of the Stripe event, or `poll`, `sweep`, `replay`
/// @param at the time of the event, the same for every redelivery, so that an object is quarantined once
/// @param now when we received it
/// @param log takes one line at a time
public record Told(String event, Instant at, Instant now, Consumer<String> log) {
    // The alarm counts this name.
    private static final String QUARANTINED = "payment_quarantined";

    void alarm(String object, String reason) {
        log.accept(Json.object()
                .put("alarm", QUARANTINED)
                .put("reason", reason)
                .put("object", object)
                .put("event", event)
                .end()
                .text());
    }
}
