package credits.local.events;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.local.lambda.Function;
import credits.local.lambda.Loop;
import credits.local.template.Pipe;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/// A pipe from a table's stream: reads every shard from its beginning on, in order, and stays with a record until
/// it is told.
public final class StreamPipe implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long PAUSE_MILLIS = 100;

    private final PipeRun run;
    private final String stream;
    private final DynamoDbStreamsClient client;
    private final Map<String, String> places = new HashMap<>();
    private final Loop loop;

    /// Begins at once, with the changes since the stream is there.
    public StreamPipe(
            Pipe pipe,
            Function enrichment,
            Bus bus,
            String stream,
            DynamoDbStreamsClient client,
            Consumer<Throwable> faults) {
        this.run = new PipeRun(pipe, enrichment, bus);
        this.stream = stream;
        this.client = client;
        this.loop = Loop.start("stream pipe", this::readAll, faults);
    }

    @Override
    public void close() {
        loop.close();
    }

    private void readAll() throws Function.Failed, InterruptedException {
        var shards = client.describeStream(describe -> describe.streamArn(stream))
                .streamDescription()
                .shards();
        for (var shard : shards) read(shard.shardId());
        Thread.sleep(PAUSE_MILLIS);
    }

    // What fails is read again from there: the place moves on only behind what was told.
    private void read(String shard) throws Function.Failed {
        var iterator = client.getShardIterator(get -> {
                    get.streamArn(stream).shardId(shard);
                    var place = places.get(shard);
                    if (place == null) get.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
                    else
                        get.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                                .sequenceNumber(place);
                })
                .shardIterator();
        for (var record : client.getRecords(get -> get.shardIterator(iterator)).records()) {
            run.take(json(record));
            places.put(shard, record.dynamodb().sequenceNumber());
        }
    }

    private static ObjectNode json(Record record) {
        var json = JSON.createObjectNode();
        json.put("eventID", record.eventID());
        json.put("eventName", record.eventNameAsString());
        json.put("eventSource", "aws:dynamodb");
        var change = json.putObject("dynamodb");
        change.set("Keys", attributes(record.dynamodb().keys()));
        if (record.dynamodb().hasNewImage())
            change.set("NewImage", attributes(record.dynamodb().newImage()));
        change.put("SequenceNumber", record.dynamodb().sequenceNumber());
        return json;
    }

    private static ObjectNode attributes(Map<String, AttributeValue> item) {
        var attributes = JSON.createObjectNode();
        item.forEach((name, value) -> {
            var typed = attributes.putObject(name);
            switch (value.type()) {
                case S -> typed.put("S", value.s());
                case N -> typed.put("N", value.n());
                case B ->
                    typed.put("B", Base64.getEncoder().encodeToString(value.b().asByteArray()));
                // Only what is no segment has others, and the pipe's filter looks at keys alone there.
                default -> typed.put("other", value.type().toString());
            }
        });
        return attributes;
    }
}
