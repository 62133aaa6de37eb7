package credits.function.notify;

import credits.wire.Announcement;
import credits.wire.Fields;
import credits.wire.Pointer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/// What an e-mail is about, and what tells it from another one. Uncovered usage is told once a day, by whichever
/// event comes first; all else by its own event.
record Occasion(Topic topic, Instant at, String name) {
    /// Empty for events that are no e-mail.
    static Optional<Occasion> of(Announcement event) {
        return Topic.of(event.type()).map(topic -> switch (topic) {
            case UNCOVERED -> new Occasion(topic, dayOf(event), event.type());
            case ALERT, LIMIT, CREDITS, TOP_UP -> new Occasion(topic, event.at(), event.id());
        });
    }

    private static Instant dayOf(Announcement event) {
        var data = Fields.open(event.data(), Pointer.WHOLE);
        return LocalDate.parse(data.text("date"))
                .atStartOfDay(ZoneId.of(data.text("time_zone")))
                .toInstant();
    }
}
