package credits.local.queue;

import credits.local.lambda.Function;
import credits.local.lambda.Loop;
import credits.local.template.Mapping;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/// The event source mapping: receives batches, invokes the function, deletes what succeeded and shows what failed
/// again.
///
/// One batch at a time, so no group of a FIFO queue is ever handled by two at once.
public final class Poller implements AutoCloseable {
    private static final int WAIT_SECONDS = 20;

    /// The cloud waits for the visibility timeout, a minute or more; nobody wants to watch that on a terminal.
    private static final int SECONDS_TO_NEXT_TRY = 1;

    private final Mapping mapping;
    private final Function function;
    private final SqsClient client;
    private final Duration ahead;
    private final int secondsToNextTry;
    private final Consumer<Throwable> faults;
    private final Loop loop;

    /// Begins at once. `ahead` is how far the function's clock is ahead of the queue's; `faults` gets what the function
    /// threw.
    public Poller(Mapping mapping, Function function, SqsClient client, Duration ahead, Consumer<Throwable> faults) {
        this(mapping, function, client, ahead, SECONDS_TO_NEXT_TRY, faults);
    }

    /// Shows what failed again after another time.
    Poller(
            Mapping mapping,
            Function function,
            SqsClient client,
            Duration ahead,
            int secondsToNextTry,
            Consumer<Throwable> faults) {
        this.mapping = mapping;
        this.function = function;
        this.client = client;
        this.ahead = ahead;
        this.secondsToNextTry = secondsToNextTry;
        this.faults = faults;
        this.loop = Loop.start("poller", this::takeBatch, faults);
    }

    @Override
    public void close() {
        loop.close();
    }

    private void takeBatch() {
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
        var failed = failures(messages);
        for (var message : messages) {
            if (failed.contains(message.messageId())) tryAgainSoon(message);
            else delete(message);
        }
    }

    private Set<String> failures(List<Message> messages) {
        var ids = messages.stream().map(Message::messageId).collect(Collectors.toSet());
        try {
            var output = function.invoke(new BatchEvent(mapping.queue(), messages, ahead).toBytes());
            return mapping.partialBatches() ? BatchAnswer.failures(output, ids) : Set.of();
        } catch (Function.Failed e) {
            faults.accept(e);
            return ids;
        }
    }

    private void delete(Message message) {
        var _ = client.deleteMessage(
                request -> request.queueUrl(mapping.queue().url()).receiptHandle(message.receiptHandle()));
    }

    private void tryAgainSoon(Message message) {
        var _ = client.changeMessageVisibility(
                request -> request.queueUrl(mapping.queue().url())
                        .receiptHandle(message.receiptHandle())
                        .visibilityTimeout(secondsToNextTry));
    }
}
