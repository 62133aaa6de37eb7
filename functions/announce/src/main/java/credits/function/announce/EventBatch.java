package credits.function.announce;

import credits.json.Json;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import java.util.List;
import java.util.stream.Stream;

/// Splits events into batches of at most ten, the maximum of one PutEvents call. A pipe drops an enrichment response
/// with more. See https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html
///
/// A segment may have more events, for example when a hundred holds expire together. The tenth event then carries the
/// remaining ones. It returns through a queue and a second pipe, which splits it the same way. 150 events of 0.5 KB are
/// far below the bus's limit of 256 KB.
final class EventBatch {
    /// Type of the internal event that carries the remaining events. Consumers never see it.
    static final String CONTINUATION_TYPE = "events.continued";

    private static final int MAX_EVENTS = 10;

    private EventBatch() {}

    /// All `events` if they fit, otherwise the first nine and one event that carries the rest.
    static List<Json.JsonObject> limit(List<Json.JsonObject> events) {
        if (events.size() <= MAX_EVENTS) return events;
        var first = events.subList(0, MAX_EVENTS - 1);
        var rest = events.subList(MAX_EVENTS - 1, events.size());
        return Stream.concat(first.stream(), Stream.of(continuation(rest))).toList();
    }

    /// The events that [#limit] left for a later batch.
    static List<Json.JsonObject> remaining(Json continuation) {
        var fields = JsonFields.lenient(continuation, JsonPointer.ROOT);
        if (!fields.text("type").equals(CONTINUATION_TYPE)
                || !(JsonFields.lenient(fields.required("data"), JsonPointer.ROOT)
                                .required("events")
                        instanceof Json.JsonArray(var events)))
            throw new IllegalStateException("not a continuation event: " + fields.text("id"));
        return events.stream().map(Json.JsonObject.class::cast).toList();
    }

    private static Json.JsonObject continuation(List<Json.JsonObject> remaining) {
        var first = JsonFields.lenient(remaining.getFirst(), JsonPointer.ROOT);
        return Json.object()
                .put("specversion", "1.0")
                .put("id", first.text("id") + "+")
                .put("type", CONTINUATION_TYPE)
                .put("source", first.text("source"))
                .put("time", first.text("time"))
                .put("datacontenttype", "application/json")
                .put("data", Json.object().put("events", remaining).build())
                .build();
    }
}
