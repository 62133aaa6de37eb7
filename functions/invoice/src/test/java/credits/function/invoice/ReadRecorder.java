package credits.function.invoice;

import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

/// A client of the real table that records which items are read. It rejects all calls that a message does not need.
final class ReadRecorder implements DynamoDbClient {
    private final DynamoDbClient dynamo;
    private final List<String> reads = new ArrayList<>();

    ReadRecorder(DynamoDbClient dynamo) {
        this.dynamo = dynamo;
    }

    /// Returns the items read since the last call of this method: their sort keys, up to and including the first `#`.
    List<String> takeReads() {
        var taken = List.copyOf(reads);
        reads.clear();
        return taken;
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        reads.add(ItemAttributes.text(request.key(), TableKeys.SORT_KEY).replaceFirst("#.*", "#"));
        return dynamo.getItem(request);
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        return dynamo.transactWriteItems(request);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
