package credits.local.aws.events;

import com.fasterxml.jackson.databind.json.JsonMapper;
import credits.local.aws.lambda.FunctionInstances;
import credits.local.aws.lambda.PollingLoop;
import credits.local.aws.template.PipeDefinition;
import credits.local.aws.template.QueueDefinition;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sqs.SqsClient;

/// A pipe from a queue. A message is deleted once its events are on the bus; otherwise it
/// becomes visible again.
public final class SqsPipe implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int WAIT_SECONDS = 20;

    private final PipeProcessor processor;
    private final QueueDefinition queue;
    private final SqsClient client;
    private final PollingLoop loop;

    /// Starts polling.
    public SqsPipe(
            PipeDefinition pipe,
            QueueDefinition queue,
            FunctionInstances enrichment,
            LocalEventBus eventBus,
            SqsClient client,
            Consumer<Throwable> errors) {
        this.processor = new PipeProcessor(pipe, enrichment, eventBus);
        this.queue = queue;
        this.client = client;
        this.loop = PollingLoop.start("queue pipe", this::pollOnce, errors);
    }

    @Override
    public void close() {
        loop.close();
    }

    private void pollOnce() throws FunctionInstances.InvocationFailedException {
        var messages = client.receiveMessage(
                        receive -> receive.queueUrl(queue.url()).waitTimeSeconds(WAIT_SECONDS))
                .messages();
        for (var message : messages) {
            processor.process(JSON.createObjectNode()
                    .put("messageId", message.messageId())
                    .put("body", message.body())
                    .put("eventSource", "aws:sqs"));
            var _ = client.deleteMessage(delete -> delete.queueUrl(queue.url()).receiptHandle(message.receiptHandle()));
        }
    }
}
