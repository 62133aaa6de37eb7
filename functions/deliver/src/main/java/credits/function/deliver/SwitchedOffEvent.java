package credits.function.deliver;

import credits.json.Json;
import credits.webhook.EventEndpoint;

/// The internal event for the function that sends e-mail: an endpoint was switched off. Consumers never see it.
final class SwitchedOffEvent {
    private static final String TYPE = "webhook_endpoint.switched_off";

    private SwitchedOffEvent() {}

    /// Returns the message, in the form of a rule of the event bus. It is the same however often it is sent, so that
    /// there is one e-mail.
    static Json.JsonObject of(EventEndpoint endpoint) {
        var at = endpoint.switchedOffAt().orElseThrow();
        var data = Json.object()
                .put("endpoint", endpoint.id().value())
                .put("url", endpoint.url().toString())
                .put("failing_at", endpoint.failingSince().orElse(at))
                .build();
        return Json.object()
                .put(
                        "detail",
                        Json.object()
                                .put("id", "webhook_endpoints/" + endpoint.id() + "/" + at)
                                .put("type", TYPE)
                                .put("time", at)
                                .put("data", data)
                                .build())
                .build();
    }
}
