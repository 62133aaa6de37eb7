package credits.function.deliver;

import credits.json.Json;
import credits.webhook.DeliveryId;
import java.time.Instant;

/// Events of the bus, the same for the same number.
final class EventFixture {
    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private EventFixture() {}

    static Json.JsonObject event(String type, int number) {
        return Json.object()
                .put("specversion", "1.0")
                .put("id", eventId(number))
                .put("type", type)
                .put("source", "/credits/prod")
                .put("subject", "acme.it")
                .put("time", NOON)
                .put("datacontenttype", "application/json")
                .put(
                        "data",
                        Json.object().put("amount", "50.00").put("note", "Café").build())
                .build();
    }

    static DeliveryId deliveryId(int number) {
        return DeliveryId.of(NOON, eventId(number));
    }

    // With a full stop, which must not get into what is signed.
    private static String eventId(int number) {
        return "acme.it/%012x/0".formatted(number);
    }
}
