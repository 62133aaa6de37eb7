package credits.wire;

import credits.identity.OrganisationId;
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
