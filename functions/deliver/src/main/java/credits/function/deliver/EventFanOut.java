package credits.function.deliver;

import credits.json.Json;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import credits.json.Rfc3339Time;
import credits.webhook.EventEndpointStore;
import credits.webhook.WebhookDelivery;
import credits.webhook.WebhookDelivery.PublishedEvent;
import credits.webhook.WebhookDelivery.State;
import credits.webhook.WebhookDeliveryStore;
import java.time.Instant;

/// Turns an event of the bus into a delivery for each endpoint that receives its type. Repeating it changes nothing: a
/// delivery is stored once, and a second message about it finds it done.
final class EventFanOut {
    private final EventEndpointStore endpoints;
    private final WebhookDeliveryStore deliveries;
    private final DeliveryQueue queue;

    EventFanOut(EventEndpointStore endpoints, WebhookDeliveryStore deliveries, DeliveryQueue queue) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
        this.queue = queue;
    }

    /// Stores the deliveries of the event and sends their messages. Returns how many there are.
    ///
    /// @param detail the CloudEvent; anything else throws [credits.json.InvalidInputException]
    int distribute(Json detail, Instant now) {
        var event = parse(detail);
        var receivers = endpoints.list().stream()
                .filter(endpoint -> endpoint.receives(event.type()))
                .toList();
        for (var endpoint : receivers) {
            var delivery = WebhookDelivery.create(endpoint, event, now);
            // Stored by an attempt that was cut off before it sent the message, unless that has arrived since.
            var stored = deliveries.tryReplace(delivery)
                    ? delivery
                    : deliveries.find(endpoint.id(), delivery.id()).orElse(delivery);
            if (stored.state() == State.PENDING) queue.send(stored);
        }
        return receivers.size();
    }

    private static PublishedEvent parse(Json detail) {
        var fields = JsonFields.lenient(detail, JsonPointer.ROOT);
        return new PublishedEvent(
                fields.text("id"),
                fields.text("type"),
                fields.parse("time", Rfc3339Time::parse, Rfc3339Time.FORMAT_RULE),
                detail.toText());
    }
}
