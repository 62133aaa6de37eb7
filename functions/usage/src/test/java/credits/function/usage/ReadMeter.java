package credits.function.usage;

import credits.simulation.store.CapacityUnits;
import credits.simulation.store.ItemSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// A client of the real table that records reads: requests, items, and the units that AWS bills. It rejects
/// every other call.
final class ReadMeter implements DynamoDbClient {
    private final DynamoDbClient dynamo;
    private final Runnable afterEach;
    private final List<Read> reads = new ArrayList<>();

    ReadMeter(DynamoDbClient dynamo) {
        this(dynamo, () -> {});
    }

    /// Creates a meter.
    ///
    /// @param afterEach called after each response, while the caller still holds its memory
    ReadMeter(DynamoDbClient dynamo, Runnable afterEach) {
        this.dynamo = dynamo;
        this.afterEach = afterEach;
    }

    /// One read request.
    record Read(int items, double units) {}

    /// The reads since the last call of this method.
    List<Read> takeReads() {
        var taken = List.copyOf(reads);
        reads.clear();
        return taken;
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        var response = dynamo.getItem(request);
        record(response.hasItem() ? List.of(response.item()) : List.of(), request.consistentRead());
        return response;
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        var response = dynamo.query(request);
        record(response.items(), request.consistentRead());
        return response;
    }

    private void record(List<Map<String, AttributeValue>> items, boolean consistent) {
        int bytes = items.stream().mapToInt(ItemSize::of).sum();
        reads.add(new Read(items.size(), CapacityUnits.readUnits(bytes, consistent)));
        afterEach.run();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
