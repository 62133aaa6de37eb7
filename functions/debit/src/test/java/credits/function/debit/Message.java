package credits.function.debit;

import credits.wire.Json;
import java.time.Instant;
import java.util.Arrays;

/// An SQS message as Lambda passes it on.
record Message(String id, String body, String group, Instant sentAt) {
    static String event(Message... messages) {
        var records = Arrays.stream(messages).map(Message::json).toList();
        return Json.object().put("Records", records).end().text();
    }

    private Json json() {
        return Json.object()
                .put("messageId", id)
                .put("body", body)
                .put(
                        "attributes",
                        Json.object()
                                .put("SentTimestamp", Long.toString(sentAt.toEpochMilli()))
                                .put("MessageGroupId", group)
                                .put("ApproximateReceiveCount", "1")
                                .end())
                .end();
    }
}
