package credits.wire;

import credits.identity.OrganisationId;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// What the world is told of an account: a CloudEvent 1.0, as it travels on the event bus.
///
/// @param id the same for every repeat, and no other event's
/// @param type such as `limit.alert_crossed`
/// @param at accounting time of what happened
/// @param data what happened, by type: see `docs/events.md`
public record Announcement(String id, String type, OrganisationId organisation, Instant at, Json.Members data) {
    /// Who says it, to the bus and to CloudEvents alike.
    public static final String SOURCE = "credits";

    /// Reads one; anything else is [Malformed].
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

    /// Reads what a rule of the bus has put on a queue; anything else is [Malformed].
    public static Announcement delivered(String body) {
        return of(detail(body));
    }

    /// What a rule of the bus has put on a queue, whatever it is about: there are events of no organisation.
    public static Json detail(String body) {
        var event = Json.event(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        return Fields.open(event, Pointer.WHOLE).required("detail");
    }

    /// The same as a rule of the bus would put it on a queue.
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
