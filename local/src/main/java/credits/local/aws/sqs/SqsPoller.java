package credits.local.aws.sqs;

import credits.local.aws.lambda.FunctionInstances;
import credits.local.aws.lambda.PollingLoop;
import credits.local.aws.template.EventSourceMapping;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/// An event source mapping: receives batches, invokes the function, deletes the messages that succeeded and
/// makes failed ones visible again. Like Lambda it has five pollers, so that batches of different message groups are
/// processed in parallel; the queue delivers none of a group while one of its messages is being processed.
public final class SqsPoller implements AutoCloseable {
    private static final int POLLERS = 5;
    private static final int WAIT_SECONDS = 20;

    /// AWS waits for the visibility timeout, a minute or more, which is too long on a terminal.
    private static final int RETRY_DELAY_SECONDS = 1;

    private final EventSourceMapping mapping;
    private final FunctionInstances function;
    private final SqsClient client;
    private final Duration clockOffset;
    private final int secondsToNextTry;
    private final Consumer<Throwable> errors;
    private final List<PollingLoop> loops;

    /// Starts polling.
    ///
    /// @param clockOffset how far the function's clock is ahead of the queue's
    /// @param errors receives exceptions of the function
    public SqsPoller(
            EventSourceMapping mapping,
            FunctionInstances function,
            SqsClient client,
            Duration clockOffset,
            Consumer<Throwable> errors) {
        this(mapping, function, client, clockOffset, RETRY_DELAY_SECONDS, errors);
    }

    /// Starts polling with another retry delay.
    SqsPoller(
            EventSourceMapping mapping,
            FunctionInstances function,
            SqsClient client,
            Duration clockOffset,
            int secondsToNextTry,
            Consumer<Throwable> errors) {
        this.mapping = mapping;
        this.function = function;
        this.client = client;
        this.clockOffset = clockOffset;
        this.secondsToNextTry = secondsToNextTry;
        this.errors = errors;
        this.loops = IntStream.range(0, POLLERS)
                .mapToObj(_ -> PollingLoop.start("poller", this::pollOnce, errors))
                .toList();
    }

    @Override
    public void close() {
        loops.forEach(PollingLoop::close);
    }

    private void pollOnce() {
        var messages = receive();
        if (!messages.isEmpty()) handle(messages);
    }

    private List<Message> receive() {
        return client.receiveMessage(request -> request.queueUrl(mapping.queue().url())
                        .maxNumberOfMessages(mapping.batchSize())
                        .waitTimeSeconds(WAIT_SECONDS)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All"))
                .messages();
    }

    private void handle(List<Message> messages) {
        var failedIds = failedIds(messages);
        for (var message : messages) {
            if (failedIds.contains(message.messageId())) retrySoon(message);
            else delete(message);
        }
    }

    private Set<String> failedIds(List<Message> messages) {
        var ids = messages.stream().map(Message::messageId).collect(Collectors.toSet());
        try {
            var output = function.invoke(new SqsBatchEvent(mapping.queue(), messages, clockOffset).toBytes());
            return mapping.reportsBatchItemFailures() ? BatchItemFailures.parse(output, ids) : Set.of();
        } catch (FunctionInstances.InvocationFailedException e) {
            errors.accept(e);
            return ids;
        }
    }

    private void delete(Message message) {
        var _ = client.deleteMessage(
                request -> request.queueUrl(mapping.queue().url()).receiptHandle(message.receiptHandle()));
    }

    private void retrySoon(Message message) {
        var _ = client.changeMessageVisibility(
                request -> request.queueUrl(mapping.queue().url())
                        .receiptHandle(message.receiptHandle())
                        .visibilityTimeout(secondsToNextTry));
    }
}
