package credits.function.debit;

import credits.HandlerInvoker;
import credits.function.debit.DebitHandler.NothingSettledException;
import credits.json.Json;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// An SQS message as Lambda passes it on.
record SqsMessageFixture(String id, String body, String groupId, Instant sentAt, int receiveCount, String senderId) {
    private static final String SENDER = "AROAFEATURE12345:worker";

    SqsMessageFixture(String id, String body, String groupId, Instant sentAt, int receiveCount) {
        this(id, body, groupId, sentAt, receiveCount, SENDER);
    }

    /// Creates a message that is delivered for the first time.
    SqsMessageFixture(String id, String body, String groupId, Instant sentAt) {
        this(id, body, groupId, sentAt, 1);
    }

    SqsMessageFixture sentBy(String sender) {
        return new SqsMessageFixture(id, body, groupId, sentAt, receiveCount, sender);
    }

    /// Delivers the messages and returns the ids of those that Lambda would deliver again.
    static List<String> failedIds(HandlerInvoker debit, SqsMessageFixture... messages) {
        try {
            return debit.invoke(sqsEvent(messages)).path("batchItemFailures").findValuesAsText("itemIdentifier");
        } catch (NothingSettledException _) {
            return Arrays.stream(messages).map(SqsMessageFixture::id).toList();
        }
    }

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
                                .put("SenderId", senderId)
                                .put("MessageGroupId", groupId)
                                .put("ApproximateReceiveCount", Integer.toString(receiveCount))
                                .build())
                .build();
    }
}
