package credits.simulation.store;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// Counts the cost of requests by operation.
final class CapacityMeter {
    private final Map<StoreOperation, CapacityUsage> consumed = new EnumMap<>(StoreOperation.class);

    void recordRead(StoreOperation operation, int bytes, boolean consistent) {
        add(operation, CapacityUsage.ofRead(CapacityUnits.readUnits(bytes, consistent)));
    }

    void recordWrite(StoreOperation operation, long units) {
        add(operation, CapacityUsage.ofWrite(units));
    }

    Map<StoreOperation, CapacityUsage> consumed() {
        return Collections.unmodifiableMap(new EnumMap<>(consumed));
    }

    private void add(StoreOperation operation, CapacityUsage more) {
        var _ = consumed.merge(operation, more, CapacityUsage::plus);
    }
}
