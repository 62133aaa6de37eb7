package credits.benchmarks;

import credits.simulation.store.CapacityUsage;
import credits.simulation.store.InMemoryStore;
import credits.simulation.store.StoreOperation;
import java.time.Duration;
import java.util.SplittableRandom;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// A store behind a simulated network: half of the latency passes before a call takes effect, half after it.
final class LatencyStore implements DynamoDbClient {
    private static final Duration MIN_LATENCY = Duration.ofMillis(3);
    private static final Duration MAX_LATENCY = Duration.ofMillis(9);

    private final InMemoryStore store;
    private final VirtualTime time;
    private final SplittableRandom random;
    private final PartitionLoad load;
    private long putCount;

    LatencyStore(InMemoryStore store, VirtualTime time, SplittableRandom random, PartitionLoad load) {
        this.store = store;
        this.time = time;
        this.random = random;
        this.load = load;
    }

    long putCount() {
        return putCount;
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        putCount++;
        addLatency();
        long unitsBefore = writeUnits();
        try {
            return store.putItem(request);
        } finally {
            load.add(request.item(), time.nanoTime(), writeUnits() - unitsBefore);
            addLatency();
        }
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        addLatency();
        try {
            return store.getItem(request);
        } finally {
            addLatency();
        }
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        addLatency();
        try {
            return store.query(request);
        } finally {
            addLatency();
        }
    }

    // One task runs at a time, so nobody else's are among them.
    private long writeUnits() {
        return store.capacityUsage()
                .getOrDefault(StoreOperation.PUT, CapacityUsage.ZERO)
                .writeUnits();
    }

    private void addLatency() {
        try {
            time.sleep(Duration.ofNanos(random.nextLong(MIN_LATENCY.toNanos() / 2, MAX_LATENCY.toNanos() / 2)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SdkClientException.create("interrupted", e);
        }
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
