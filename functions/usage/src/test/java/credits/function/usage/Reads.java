package credits.function.usage;

import credits.simulation.store.ItemSize;
import credits.simulation.store.Units;
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
final class Reads implements DynamoDbClient {
    private final DynamoDbClient table;
    private final Runnable afterEach;
    private final List<Read> all = new ArrayList<>();

    Reads(DynamoDbClient table) {
        this(table, () -> {});
    }

    /// Creates a meter.
    ///
    /// @param afterEach called after each response, while the caller still holds its memory
    Reads(DynamoDbClient table, Runnable afterEach) {
        this.table = table;
        this.afterEach = afterEach;
    }

    /// One read request.
    record Read(int items, double units) {}

    /// The reads since the last call of this method.
    List<Read> taken() {
        var taken = List.copyOf(all);
        all.clear();
        return taken;
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        var answer = table.getItem(request);
        note(answer.hasItem() ? List.of(answer.item()) : List.of(), request.consistentRead());
        return answer;
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        var answer = table.query(request);
        note(answer.items(), request.consistentRead());
        return answer;
    }

    private void note(List<Map<String, AttributeValue>> items, boolean consistent) {
        int bytes = items.stream().mapToInt(ItemSize::of).sum();
        all.add(new Read(items.size(), Units.read(bytes, consistent)));
        afterEach.run();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
