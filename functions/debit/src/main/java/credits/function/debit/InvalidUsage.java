package credits.function.debit;

import static java.nio.charset.StandardCharsets.UTF_8;

import credits.ledger.Unavailable;
import credits.usage.Unbookable;
import credits.wire.SqsBatch.Message;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/// The queue of usage messages that can never be booked. Each is kept unchanged, with the reason in its attributes.
final class InvalidUsage {
    // SQS counts attributes towards the message size. A message this long is invalid in any case, and its beginning
    // identifies the sender.
    private static final int LONGEST_BODY_BYTES = 250_000;
    private static final int CHARACTERS_KEPT = 80_000;

    private final SqsClient sqs;
    private final String queueUrl;

    InvalidUsage(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    /// Sends `message` to the queue. SQS drops duplicates within five minutes.
    void put(Message message, Unbookable why) {
        try {
            var _ = sqs.sendMessage(send -> send.queueUrl(queueUrl)
                    .messageGroupId(message.groupId())
                    .messageDeduplicationId(message.id())
                    .messageBody(shortened(message.body()))
                    .messageAttributes(Map.of(
                            "reason_code", text(why.reason().code()),
                            "reason_detail", text(why.detail()),
                            "message_id", text(message.id()),
                            "sent_at", text(message.sentAt().toString()))));
        } catch (SdkException fault) {
            throw new Unavailable("the invalid-usage queue did not answer", fault);
        }
    }

    private static String shortened(String body) {
        if (body.getBytes(UTF_8).length <= LONGEST_BODY_BYTES) return body;
        // SQS rejects half a surrogate pair.
        int end = Character.isHighSurrogate(body.charAt(CHARACTERS_KEPT - 1)) ? CHARACTERS_KEPT - 1 : CHARACTERS_KEPT;
        return body.substring(0, end);
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
