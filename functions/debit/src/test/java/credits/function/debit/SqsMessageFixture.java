package credits.function.debit;

import credits.json.Json;
import java.time.Instant;
import java.util.Arrays;

/// An SQS message as Lambda passes it on.
record SqsMessageFixture(String id, String body, String groupId, Instant sentAt) {
    static String sqsEvent(SqsMessageFixture... messages) {
        var records = Arrays.stream(messages).map(SqsMessageFixture::json).toList();
        return Json.object().put("Records", records).build().toText();
    }

    private Json json() {
        return Json.object()
                .put("messageId", id)
                .put("body", body)
                .put(
                        "attributes",
                        Json.object()
                                .put("SentTimestamp", Long.toString(sentAt.toEpochMilli()))
                                .put("MessageGroupId", groupId)
                                .put("ApproximateReceiveCount", "1")
                                .build())
                .build();
    }
}
