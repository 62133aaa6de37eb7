package credits.local.stripe.api;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// The faults planned for the next requests, in order.
public final class PlannedFaults {
    private record PlannedFault(ApiFault fault, String pathPrefix) {}

    private final Deque<PlannedFault> plannedFaults = new ArrayDeque<>();

    /// Plans a fault for the next requests.
    public void failNext(int count, ApiFault fault) {
        failNextOn("/v1/", count, fault);
    }

    /// Plans a fault for the next requests whose path begins with `pathPrefix`; others are not affected.
    public synchronized void failNextOn(String pathPrefix, int count, ApiFault fault) {
        for (int i = 0; i < count; i++) plannedFaults.add(new PlannedFault(fault, pathPrefix));
    }

    /// Forgets the faults that have not happened yet.
    public synchronized void clear() {
        plannedFaults.clear();
    }

    synchronized Optional<ApiFault> pollFor(String path) {
        var next = plannedFaults.stream()
                .filter(one -> path.startsWith(one.pathPrefix()))
                .findFirst();
        next.ifPresent(plannedFaults::remove);
        return next.map(PlannedFault::fault);
    }
}
