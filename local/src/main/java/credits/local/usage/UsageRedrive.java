package credits.local.usage;

import credits.local.aws.template.DeploymentTemplate;
import credits.local.aws.template.EventSourceMapping;
import credits.local.aws.template.QueueDefinition;
import credits.settings.EnvironmentVariable;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// Moves usage that was not booked back to the usage queue: dead letters and invalid usage.
///
/// Repeating it is safe, since usage that is booked already is recognised by its id. A message is deleted only after it
/// was sent, so that nothing is lost if the move is interrupted.
public final class UsageRedrive {
    private final SqsClient client;
    private final QueueDefinition target;
    private final String deadLetterQueueUrl;
    private final String invalidUsageQueueUrl;

    private UsageRedrive(
            SqsClient client, QueueDefinition target, String deadLetterQueueUrl, String invalidUsageQueueUrl) {
        this.client = client;
        this.target = target;
        this.deadLetterQueueUrl = deadLetterQueueUrl;
        this.invalidUsageQueueUrl = invalidUsageQueueUrl;
    }

    /// Finds the two queues that usage of `usageQueue` is moved to when it is not booked.
    public static UsageRedrive of(DeploymentTemplate template, QueueDefinition usageQueue, SqsClient client) {
        var deadLetterArn = usageQueue.redrivePolicy().orElseThrow().deadLetterTargetArn();
        var deadLetterQueue = template.queues().stream()
                .filter(queue -> queue.arn().equals(deadLetterArn))
                .findFirst();
        var consumer = template.mappings().stream()
                .filter(mapping -> mapping.queue().equals(usageQueue))
                .map(EventSourceMapping::function)
                .findFirst();
        return new UsageRedrive(
                client,
                usageQueue,
                deadLetterQueue.orElseThrow().url(),
                EnvironmentVariable.INVALID_USAGE_QUEUE_URL.require(
                        consumer.orElseThrow().environment()));
    }

    public String deadLetterQueueUrl() {
        return deadLetterQueueUrl;
    }

    public String invalidUsageQueueUrl() {
        return invalidUsageQueueUrl;
    }

    /// Moves the messages that are in the queues now, and returns how many. A message that is invalid again stays where
    /// it returns to.
    public int moveAll() {
        return moveAll(deadLetterQueueUrl) + moveAll(invalidUsageQueueUrl);
    }

    private int moveAll(String sourceUrl) {
        int present = messageCount(sourceUrl);
        int moved = 0;
        while (moved < present) {
            var messages = receive(sourceUrl, Math.min(10, present - moved));
            if (messages.isEmpty()) return moved;
            for (var message : messages) move(sourceUrl, message);
            moved += messages.size();
        }
        return moved;
    }

    private int messageCount(String url) {
        var count = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES;
        return Integer.parseInt(
                client.getQueueAttributes(request -> request.queueUrl(url).attributeNames(count))
                        .attributes()
                        .get(count));
    }

    private List<Message> receive(String url, int maxMessages) {
        return client.receiveMessage(request -> request.queueUrl(url)
                        .maxNumberOfMessages(maxMessages)
                        .messageSystemAttributeNames(MessageSystemAttributeName.MESSAGE_GROUP_ID))
                .messages();
    }

    // The deduplication id is new, or SQS would drop what it has delivered within the last five minutes.
    private void move(String sourceUrl, Message message) {
        Map<MessageSystemAttributeName, String> attributes = message.attributes();
        var _ = client.sendMessage(request -> request.queueUrl(target.url())
                .messageGroupId(attributes.get(MessageSystemAttributeName.MESSAGE_GROUP_ID))
                .messageDeduplicationId("redrive-" + message.messageId())
                .messageBody(message.body()));
        var _ = client.deleteMessage(request -> request.queueUrl(sourceUrl).receiptHandle(message.receiptHandle()));
    }
}
