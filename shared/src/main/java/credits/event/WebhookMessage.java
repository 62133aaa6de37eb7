package credits.event;

import credits.json.Json;
import credits.json.JsonFields;
import credits.webhook.DeliveryId;
import credits.webhook.EndpointId;

/// A message on the queue of webhooks: one event is to be sent to one endpoint.
public record WebhookMessage(EndpointId endpoint, DeliveryId delivery) {
    /// Parses a message; anything else throws [credits.json.InvalidInputException].
    public static WebhookMessage parse(JsonFields message) {
        return new WebhookMessage(
                message.create("endpoint", EndpointId::new), message.create("delivery", DeliveryId::new));
    }

    public String toText() {
        return Json.object()
                .put("endpoint", endpoint.value())
                .put("delivery", delivery.value())
                .build()
                .toText();
    }
}
