package credits.event;

import credits.json.InvalidInputException;
import credits.json.Json;
import credits.json.JsonFields;
import credits.json.JsonPointer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// A batch of SQS messages as Lambda passes them on, in order.
///
/// See https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html. An event of any other form throws
/// [IllegalStateException], since only Lambda writes it.
public record SqsBatch(List<SqsMessage> messages) {
    public SqsBatch {
        messages = List.copyOf(messages);
    }

    /// One message.
    ///
    /// @param id the id that the response names it by
    /// @param sentAt when the queue received it, by AWS's clock
    /// @param senderId who sent it: the id of an IAM user, or of a role with `:` and its session
    /// @param groupId the group within which messages are ordered; the message's own id on a queue without order
    /// @param receiveCount how often it has been received, including this time
    /// @param receiptHandle names this delivery of it to the queue
    public record SqsMessage(
            String id,
            String body,
            Instant sentAt,
            String senderId,
            String groupId,
            int receiveCount,
            String receiptHandle) {

        /// Returns the id of the IAM user or role that sent it, without the role's session.
        public String principal() {
            return senderId.split(":", 2)[0];
        }
    }

    public static SqsBatch fromEvent(InputStream event) {
        try {
            var records =
                    JsonFields.lenient(Json.parseEvent(event), JsonPointer.ROOT).required("Records");
            if (!(records instanceof Json.JsonArray(var items)))
                throw new InvalidInputException("/Records", "must be an array");
            return new SqsBatch(items.stream().map(SqsBatch::message).toList());
        } catch (InvalidInputException | NumberFormatException broken) {
            throw new IllegalStateException("not an SQS event", broken);
        }
    }

    private static SqsMessage message(Json item) {
        var message = JsonFields.lenient(item, JsonPointer.ROOT.child("Records"));
        var attributes = message.object("attributes");
        return new SqsMessage(
                message.text("messageId"),
                message.text("body"),
                Instant.ofEpochMilli(Long.parseLong(attributes.text("SentTimestamp"))),
                attributes.optionalText("SenderId").orElse(""),
                attributes.optionalText("MessageGroupId").orElse(message.text("messageId")),
                Integer.parseInt(attributes.text("ApproximateReceiveCount")),
                message.optionalText("receiptHandle").orElse(""));
    }

    /// Returns the messages by group, both in the order of the batch.
    public SequencedMap<String, List<SqsMessage>> byGroup() {
        var groups = new LinkedHashMap<String, List<SqsMessage>>();
        for (var message : messages) {
            groups.computeIfAbsent(message.groupId(), _ -> new ArrayList<>()).add(message);
        }
        return groups;
    }

    /// Writes the response that tells Lambda which messages to deliver again. After a failed message, all later ones of
    /// its group must be included, or the group's order is lost.
    public static void writeFailures(Collection<String> failedIds, OutputStream output) throws IOException {
        var failures = failedIds.stream()
                .map(id -> Json.object().put("itemIdentifier", id).build())
                .toList();
        var answer = Json.object().put("batchItemFailures", failures).build();
        output.write(answer.toText().getBytes(StandardCharsets.UTF_8));
    }
}
