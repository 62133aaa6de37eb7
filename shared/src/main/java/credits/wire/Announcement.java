package credits.wire;

import credits.identity.OrganisationId;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// A published event of an account: a CloudEvent 1.0, as it travels on the event bus.
///
/// @param id unique to the event, and the same for every delivery of it
/// @param type such as `limit.alert_crossed`
/// @param at the accounting time of the event
/// @param data the details, depending on the type: see `docs/events.md`
public record Announcement(String id, String type, OrganisationId organisation, Instant at, Json.Members data) {
    /// The source of our events, on the bus and in CloudEvents alike.
    public static final String SOURCE = "credits";

    /// Parses an event; anything else throws [Malformed].
    public static Announcement of(Json json) {
        var event = Fields.open(json, Pointer.WHOLE);
        if (!(event.required("data") instanceof Json.Members data)) throw event.wrong("data", "must be an object");
        return new Announcement(
                event.text("id"),
                event.text("type"),
                event.make("subject", OrganisationId::new),
                event.read("time", Rfc3339::parse, Rfc3339.RULE),
                data);
    }

    /// Parses the event in a message that a rule of the event bus put on a queue; anything else throws [Malformed].
    public static Announcement delivered(String body) {
        return of(detail(body));
    }

    /// Returns the detail of a message that a rule of the event bus put on a queue, whatever its type. Some events
    /// belong to no organisation.
    public static Json detail(String body) {
        var event = Json.event(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        return Fields.open(event, Pointer.WHOLE).required("detail");
    }

    /// Returns the message that a rule of the event bus would put on a queue for this event.
    public String delivery() {
        return Json.object().put("detail", json()).end().text();
    }

    public Json.Members json() {
        return Json.object()
                .put("specversion", "1.0")
                .put("id", id)
                .put("type", type)
                .put("source", SOURCE)
                .put("subject", organisation.value())
                .put("time", at)
                .put("datacontenttype", "application/json")
                .put("data", data)
                .end();
    }
}
