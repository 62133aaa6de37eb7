package credits.event;

import credits.identity.OrganisationId;
import credits.json.Json;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import credits.json.Rfc3339Time;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// A published event of an account: a CloudEvent 1.0, as it travels on the event bus.
///
/// @param id unique to the event, and the same for every delivery of it
/// @param type an [EventType], or that of an internal event
/// @param occurredAt the accounting time of the event
/// @param data the details, depending on the type: see `docs/events.md`
public record AccountEvent(
        String id, String type, OrganisationId organisation, Instant occurredAt, Json.JsonObject data) {
    /// The source of our events on the bus. In CloudEvents, the source also names the stage.
    public static final String SOURCE = "credits";

    /// Parses an event; anything else throws [credits.json.InvalidInputException].
    public static AccountEvent parse(Json json) {
        var event = JsonFields.lenient(json, JsonPointer.ROOT);
        if (!(event.required("data") instanceof Json.JsonObject data)) throw event.invalid("data", "must be an object");
        return new AccountEvent(
                event.text("id"),
                event.text("type"),
                event.create("subject", OrganisationId::new),
                event.parse("time", Rfc3339Time::parse, Rfc3339Time.FORMAT_RULE),
                data);
    }

    /// Parses the event in a message that a rule of the event bus put on a queue; anything
    /// else throws [credits.json.InvalidInputException].
    public static AccountEvent parseDelivery(String body) {
        return parse(parseDetail(body));
    }

    /// Returns the detail of a message that a rule of the event bus put on a queue, whatever its type. Some events
    /// belong to no organisation.
    public static Json parseDetail(String body) {
        var event = Json.parseEvent(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        return JsonFields.lenient(event, JsonPointer.ROOT).required("detail");
    }

    /// Returns the message that a rule of the event bus would put on a queue for this event.
    public String toDelivery() {
        return Json.object().put("detail", toJson(SOURCE)).build().toText();
    }

    /// Returns the CloudEvent.
    ///
    /// @param source the system that published it
    public Json.JsonObject toJson(String source) {
        return Json.object()
                .put("specversion", "1.0")
                .put("id", id)
                .put("type", type)
                .put("source", source)
                .put("subject", organisation.value())
                .put("time", occurredAt)
                .put("datacontenttype", "application/json")
                .put("data", data)
                .build();
    }
}
