package credits.function.announce;

import credits.wire.Announcement;
import credits.wire.Fields;
import credits.wire.Json;
import credits.wire.Pointer;
import java.util.List;
import java.util.stream.Stream;

/// Answers that fit into one call of the event bus, which takes ten events; a pipe whose enrichment answers more
/// never calls it. See
/// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html
///
/// A segment may have more, such as a hundred holds that expired together. Then the tenth is an event that carries
/// the rest; it comes back through a queue and a second pipe, and the rest is told in the same way. A hundred and
/// fifty events of half a kilobyte are far below the bus's 256 KB.
final class Bounded {
    /// The type of the event that carries the rest. For nobody but us.
    static final String CONTINUED = "events.continued";

    private static final int MOST = 10;

    private Bounded() {}

    /// All of `events`, or the first nine and the rest in one.
    static List<Json.Members> answer(List<Json.Members> events) {
        if (events.size() <= MOST) return events;
        var first = events.subList(0, MOST - 1);
        var rest = events.subList(MOST - 1, events.size());
        return Stream.concat(first.stream(), Stream.of(continued(rest))).toList();
    }

    /// What [#answer] left for later.
    static List<Json.Members> rest(Json continued) {
        var fields = Fields.open(continued, Pointer.WHOLE);
        if (!fields.text("type").equals(CONTINUED)
                || !(Fields.open(fields.required("data"), Pointer.WHOLE).required("events")
                        instanceof Json.Items(var events)))
            throw new IllegalStateException("carries no rest: " + fields.text("id"));
        return events.stream().map(Json.Members.class::cast).toList();
    }

    private static Json.Members continued(List<Json.Members> rest) {
        var first = Fields.open(rest.getFirst(), Pointer.WHOLE);
        return Json.object()
                .put("specversion", "1.0")
                .put("id", first.text("id") + "+")
                .put("type", CONTINUED)
                .put("source", Announcement.SOURCE)
                .put("time", first.text("time"))
                .put("datacontenttype", "application/json")
                .put("data", Json.object().put("events", rest).end())
                .end();
    }
}
