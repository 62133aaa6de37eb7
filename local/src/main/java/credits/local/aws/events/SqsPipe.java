package credits.local.events;

import com.fasterxml.jackson.databind.json.JsonMapper;
import credits.local.lambda.Function;
import credits.local.lambda.Loop;
import credits.local.template.Pipe;
import credits.local.template.Queue;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sqs.SqsClient;

/// A pipe from a queue: a message that was told is deleted, another one is shown again when its time is over.
public final class QueuePipe implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int WAIT_SECONDS = 20;

    private final PipeRun run;
    private final Queue queue;
    private final SqsClient client;
    private final Loop loop;

    /// Begins at once.
    public QueuePipe(
            Pipe pipe, Queue queue, Function enrichment, Bus bus, SqsClient client, Consumer<Throwable> faults) {
        this.run = new PipeRun(pipe, enrichment, bus);
        this.queue = queue;
        this.client = client;
        this.loop = Loop.start("queue pipe", this::takeOne, faults);
    }

    @Override
    public void close() {
        loop.close();
    }

    private void takeOne() throws Function.Failed {
        var messages = client.receiveMessage(
                        receive -> receive.queueUrl(queue.url()).waitTimeSeconds(WAIT_SECONDS))
                .messages();
        for (var message : messages) {
            run.take(JSON.createObjectNode()
                    .put("messageId", message.messageId())
                    .put("body", message.body())
                    .put("eventSource", "aws:sqs"));
            var _ = client.deleteMessage(delete -> delete.queueUrl(queue.url()).receiptHandle(message.receiptHandle()));
        }
    }
}
