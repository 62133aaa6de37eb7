package credits.local.aws.events;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.local.aws.lambda.FunctionInstances;
import credits.local.aws.lambda.PollingLoop;
import credits.local.aws.template.PipeDefinition;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/// A pipe from a table's stream: reads every shard from its beginning, in order, and retries a record until its
/// events are on the bus.
public final class DynamoDbStreamPipe implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long POLL_INTERVAL_MILLIS = 100;

    private final PipeProcessor processor;
    private final String streamArn;
    private final DynamoDbStreamsClient client;
    private final Map<String, String> sequenceNumbers = new HashMap<>();
    private final PollingLoop loop;

    /// Starts reading with the oldest record of the stream.
    public DynamoDbStreamPipe(
            PipeDefinition pipe,
            FunctionInstances enrichment,
            LocalEventBus eventBus,
            String streamArn,
            DynamoDbStreamsClient client,
            Consumer<Throwable> errors) {
        this.processor = new PipeProcessor(pipe, enrichment, eventBus);
        this.streamArn = streamArn;
        this.client = client;
        this.loop = PollingLoop.start("stream pipe", this::pollOnce, errors);
    }

    @Override
    public void close() {
        loop.close();
    }

    private void pollOnce() throws FunctionInstances.InvocationFailedException, InterruptedException {
        var shards = client.describeStream(describe -> describe.streamArn(streamArn))
                .streamDescription()
                .shards();
        for (var shard : shards) readShard(shard.shardId());
        Thread.sleep(POLL_INTERVAL_MILLIS);
    }

    // The position advances only after a record was processed, so that a failed record is read again.
    private void readShard(String shardId) throws FunctionInstances.InvocationFailedException {
        var iterator = client.getShardIterator(get -> {
                    get.streamArn(streamArn).shardId(shardId);
                    var sequenceNumber = sequenceNumbers.get(shardId);
                    if (sequenceNumber == null) get.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
                    else
                        get.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                                .sequenceNumber(sequenceNumber);
                })
                .shardIterator();
        for (var record : client.getRecords(get -> get.shardIterator(iterator)).records()) {
            processor.process(toJson(record));
            sequenceNumbers.put(shardId, record.dynamodb().sequenceNumber());
        }
    }

    private static ObjectNode toJson(Record record) {
        var json = JSON.createObjectNode();
        json.put("eventID", record.eventID());
        json.put("eventName", record.eventNameAsString());
        json.put("eventSource", "aws:dynamodb");
        var change = json.putObject("dynamodb");
        change.set("Keys", toJsonAttributes(record.dynamodb().keys()));
        if (record.dynamodb().hasNewImage())
            change.set("NewImage", toJsonAttributes(record.dynamodb().newImage()));
        change.put("SequenceNumber", record.dynamodb().sequenceNumber());
        return json;
    }

    private static ObjectNode toJsonAttributes(Map<String, AttributeValue> item) {
        var attributes = JSON.createObjectNode();
        item.forEach((name, value) -> {
            var typed = attributes.putObject(name);
            switch (value.type()) {
                case S -> typed.put("S", value.s());
                case N -> typed.put("N", value.n());
                case B ->
                    typed.put("B", Base64.getEncoder().encodeToString(value.b().asByteArray()));
                // Other types occur only in items that are not segments, and there the pipe's filter looks at
                // nothing but the keys.
                default -> typed.put("other", value.type().toString());
            }
        });
        return attributes;
    }
}
