package credits.function.notify;

import credits.ledger.Circle;
import credits.wire.Announcement;
import credits.wire.Fields;
import credits.wire.Json;
import credits.wire.Malformed;
import credits.wire.Pointer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/// The subject of an e-mail, its audience, and the identity that prevents sending it twice. Uncovered usage is reported
/// once a day, by the first event of the day; everything else once per event.
///
/// @param at with `name`, the identity; for a daily e-mail, the start of the day
/// @param happened the time of the event, in the time zone in which times are written
record Occasion(Topic topic, Circle circle, Instant at, String name, ZonedDateTime happened, Json.Members data) {
    private static final ZoneId UTC = ZoneId.of("UTC");

    /// The trigger in `event`; empty if its type has no e-mail. Throws [credits.wire.Malformed] if `event` is
    /// not an event.
    static Optional<Occasion> of(Json event) {
        return Topic.of(Fields.open(event, Pointer.WHOLE).text("type")).map(topic -> switch (topic) {
            case UNCOVERED -> daily(Announcement.of(event));
            case ALERT, LIMIT, CREDITS, TOP_UP -> single(topic, Announcement.of(event));
            case SET_ASIDE -> setAside(event);
        });
    }

    private static Occasion single(Topic topic, Announcement event) {
        return new Occasion(topic, circle(event), event.at(), event.id(), happened(event), event.data());
    }

    private static Occasion daily(Announcement event) {
        var day = LocalDate.parse(data(event).text("date"))
                .atStartOfDay(happened(event).getZone())
                .toInstant();
        return new Occasion(Topic.UNCOVERED, circle(event), day, event.type(), happened(event), event.data());
    }

    // Names no organisation, so it is not an Announcement.
    private static Occasion setAside(Json event) {
        var fields = Fields.open(event, Pointer.WHOLE);
        if (!(fields.required("data") instanceof Json.Members data)) throw new Malformed("/data", "must be an object");
        var at = Instant.parse(fields.text("time"));
        return new Occasion(Topic.SET_ASIDE, new Circle.Operators(), at, fields.text("id"), at.atZone(UTC), data);
    }

    private static Circle circle(Announcement event) {
        return new Circle.Members(event.organisation());
    }

    private static ZonedDateTime happened(Announcement event) {
        return event.at().atZone(ZoneId.of(data(event).text("time_zone")));
    }

    private static Fields data(Announcement event) {
        return Fields.open(event.data(), Pointer.WHOLE);
    }
}
