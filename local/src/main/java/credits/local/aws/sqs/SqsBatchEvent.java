package credits.local.aws.sqs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.local.aws.template.LocalAddresses;
import credits.local.aws.template.QueueDefinition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/// The event that Lambda makes of a batch of messages.
///
/// @param clockOffset how far the function's clock is ahead of the queue's
record SqsBatchEvent(QueueDefinition queue, List<Message> messages, Duration clockOffset) {
    private static final Set<String> TIME_ATTRIBUTES = Set.of("SentTimestamp", "ApproximateFirstReceiveTimestamp");

    private static final JsonMapper JSON = new JsonMapper();

    byte[] toBytes() {
        var event = JSON.createObjectNode();
        var records = event.putArray("Records");
        messages.forEach(message -> records.add(toRecord(message)));
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode toRecord(Message message) {
        var record = JSON.createObjectNode();
        record.put("messageId", message.messageId());
        record.put("receiptHandle", message.receiptHandle());
        record.put("body", message.body());
        var system = record.putObject("attributes");
        new TreeMap<>(message.attributesAsStrings())
                .forEach((name, value) -> system.put(name, toSystemAttribute(name, value)));
        var attributes = record.putObject("messageAttributes");
        message.messageAttributes().forEach((name, value) -> attributes.set(name, toAttribute(value)));
        record.put("md5OfBody", message.md5OfBody());
        if (message.md5OfMessageAttributes() != null)
            record.put("md5OfMessageAttributes", message.md5OfMessageAttributes());
        record.put("eventSource", "aws:sqs");
        record.put("eventSourceARN", queue.arn());
        record.put("awsRegion", LocalAddresses.REGION);
        return record;
    }

    private String toSystemAttribute(String name, String value) {
        return TIME_ATTRIBUTES.contains(name) ? String.valueOf(Long.parseLong(value) + clockOffset.toMillis()) : value;
    }

    private static ObjectNode toAttribute(MessageAttributeValue value) {
        var attribute = JSON.createObjectNode();
        if (value.stringValue() != null) attribute.put("stringValue", value.stringValue());
        if (value.binaryValue() != null)
            attribute.put("binaryValue", value.binaryValue().asByteArray());
        attribute.putArray("stringListValues");
        attribute.putArray("binaryListValues");
        attribute.put("dataType", value.dataType());
        return attribute;
    }
}
