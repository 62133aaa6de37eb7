package credits.function.usage;

import credits.local.aws.interception.DynamoInterceptor;
import credits.simulation.store.CapacityUnits;
import credits.simulation.store.ItemSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// Records reads: requests, items, and the units that AWS bills. It rejects every other call.
final class ReadMeter implements DynamoInterceptor {
    private final Runnable afterEach;
    private final List<Read> reads = new ArrayList<>();

    ReadMeter() {
        this(() -> {});
    }

    /// Creates a meter.
    ///
    /// @param afterEach called after each response, while the caller still holds its memory
    ReadMeter(Runnable afterEach) {
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
    public <R> R intercept(DynamoDbRequest request, Supplier<R> call) {
        boolean isConsistent = switch (request) {
            case GetItemRequest get -> get.consistentRead();
            case QueryRequest query -> query.consistentRead();
            default -> throw new UnsupportedOperationException(request.toString());
        };
        var response = call.get();
        var items = itemsOf(response);
        int bytes = items.stream().mapToInt(ItemSize::of).sum();
        reads.add(new Read(items.size(), CapacityUnits.readUnits(bytes, isConsistent)));
        afterEach.run();
        return response;
    }

    private static List<Map<String, AttributeValue>> itemsOf(Object response) {
        return switch (response) {
            case GetItemResponse get when get.hasItem() -> List.of(get.item());
            case QueryResponse query -> query.items();
            default -> List.of();
        };
    }
}
