package credits.benchmarks;

import static java.util.Objects.requireNonNull;

import credits.aws.TableKeys;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The write units that each partition key takes in each second, of which DynamoDB serves 1,000.
final class PartitionLoad {
    private final Map<KeyInSecond, Long> units = new HashMap<>();
    private long total;

    private record KeyInSecond(String partition, long second) {}

    void add(Map<String, AttributeValue> item, long nanoTime, long writeUnits) {
        var partition = requireNonNull(item.get(TableKeys.PARTITION_KEY)).s();
        var key = new KeyInSecond(partition, Duration.ofNanos(nanoTime).toSeconds());
        var _ = units.merge(key, writeUnits, Long::sum);
        total += writeUnits;
    }

    long total() {
        return total;
    }

    /// Returns the most that one key took in a second.
    long maxPerSecond() {
        return units.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
