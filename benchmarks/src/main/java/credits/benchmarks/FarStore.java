package credits.benchmarks;

import credits.simulation.store.MemoryStore;
import java.time.Duration;
import java.util.SplittableRandom;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// A store behind a simulated network: half of the latency passes before a call takes effect, half after it.
final class FarStore implements DynamoDbClient {
    private static final Duration LEAST = Duration.ofMillis(3);
    private static final Duration MOST = Duration.ofMillis(9);

    private final MemoryStore store;
    private final PlayedTime time;
    private final SplittableRandom random;
    private long puts;

    FarStore(MemoryStore store, PlayedTime time, SplittableRandom random) {
        this.store = store;
        this.time = time;
        this.random = random;
    }

    long puts() {
        return puts;
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        puts++;
        travel();
        try {
            return store.putItem(request);
        } finally {
            travel();
        }
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        travel();
        try {
            return store.query(request);
        } finally {
            travel();
        }
    }

    private void travel() {
        try {
            time.pause(Duration.ofNanos(random.nextLong(LEAST.toNanos() / 2, MOST.toNanos() / 2)));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw SdkClientException.create("interrupted", stopped);
        }
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
