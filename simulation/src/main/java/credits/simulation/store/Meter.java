package credits.simulation.store;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// Counts the cost of requests by operation.
final class Meter {
    private final Map<Operation, Consumed> consumed = new EnumMap<>(Operation.class);

    void read(Operation operation, int bytes, boolean consistent) {
        add(operation, Consumed.read(Units.read(bytes, consistent)));
    }

    void write(Operation operation, long units) {
        add(operation, Consumed.written(units));
    }

    Map<Operation, Consumed> consumed() {
        return Collections.unmodifiableMap(new EnumMap<>(consumed));
    }

    private void add(Operation operation, Consumed more) {
        var _ = consumed.merge(operation, more, Consumed::plus);
    }
}
