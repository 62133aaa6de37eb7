package credits.function.debit;

import static java.nio.charset.StandardCharsets.UTF_8;

import credits.aws.AwsCall;
import credits.event.SqsBatch.SqsMessage;
import credits.usage.ReportRejection;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/// The queue of usage messages that can never be booked. Each is kept unchanged, with the reason in its attributes.
final class InvalidUsageQueue {
    // SQS counts attributes towards the message size. A message this long is invalid in any case, and its beginning
    // identifies the sender.
    private static final int MAX_BODY_BYTES = 250_000;
    private static final int TRUNCATED_CHARS = 80_000;

    private final SqsClient sqs;
    private final String queueUrl;

    InvalidUsageQueue(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    /// Sends `message` to the queue. SQS drops duplicates within five minutes.
    void send(SqsMessage message, ReportRejection rejection) {
        var _ = AwsCall.run(
                "the invalid-usage queue did not answer",
                () -> sqs.sendMessage(send -> send.queueUrl(queueUrl)
                        .messageGroupId(message.groupId())
                        .messageDeduplicationId(message.id())
                        .messageBody(truncated(message.body()))
                        .messageAttributes(Map.of(
                                "reason_code",
                                        stringAttribute(rejection.reason().code()),
                                "reason_detail", stringAttribute(rejection.detail()),
                                "message_id", stringAttribute(message.id()),
                                "sent_at", stringAttribute(message.sentAt().toString())))));
    }

    private static String truncated(String body) {
        if (body.getBytes(UTF_8).length <= MAX_BODY_BYTES) return body;
        // SQS rejects half a surrogate pair.
        int end = Character.isHighSurrogate(body.charAt(TRUNCATED_CHARS - 1)) ? TRUNCATED_CHARS - 1 : TRUNCATED_CHARS;
        return body.substring(0, end);
    }

    private static MessageAttributeValue stringAttribute(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
