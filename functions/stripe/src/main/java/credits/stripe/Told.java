package credits.stripe;

import credits.wire.Json;
import java.time.Instant;
import java.util.function.Consumer;

/// How we came to hear of something.
///
/// @param event Stripe's id of the event, or `poll`, `sweep`, `replay`
/// @param at when Stripe told it: the same for every repeat, so that it is set aside once
/// @param now when we heard it
/// @param log one line each
public record Told(String event, Instant at, Instant now, Consumer<String> log) {
    // The name that the alarm looks for.
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
