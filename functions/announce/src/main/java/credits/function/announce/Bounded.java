package credits.function.announce;

import credits.wire.Announcement;
import credits.wire.Fields;
import credits.wire.Json;
import credits.wire.Pointer;
import java.util.List;
import java.util.stream.Stream;

/// Splits events into batches of at most ten, the maximum of one PutEvents call. A pipe drops an enrichment response
/// with more. See https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html
///
/// A segment may have more events, for example when a hundred holds expire together. The tenth event then carries the
/// remaining ones. It returns through a queue and a second pipe, which splits it the same way. 150 events of 0.5 KB are
/// far below the bus's limit of 256 KB.
final class Bounded {
    /// Type of the internal event that carries the remaining events. Consumers never see it.
    static final String CONTINUED = "events.continued";

    private static final int MOST = 10;

    private Bounded() {}

    /// All `events` if they fit, otherwise the first nine and one event that carries the rest.
    static List<Json.Members> answer(List<Json.Members> events) {
        if (events.size() <= MOST) return events;
        var first = events.subList(0, MOST - 1);
        var rest = events.subList(MOST - 1, events.size());
        return Stream.concat(first.stream(), Stream.of(continued(rest))).toList();
    }

    /// The events that [#answer] left for a later batch.
    static List<Json.Members> rest(Json continued) {
        var fields = Fields.open(continued, Pointer.WHOLE);
        if (!fields.text("type").equals(CONTINUED)
                || !(Fields.open(fields.required("data"), Pointer.WHOLE).required("events")
                        instanceof Json.Items(var events)))
            throw new IllegalStateException("not a continuation event: " + fields.text("id"));
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
