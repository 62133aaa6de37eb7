package credits.local.stripe.api;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// The faults planned for the next requests, in order.
public final class Faults {
    private record Planned(Fault fault, String path) {}

    private final Deque<Planned> planned = new ArrayDeque<>();

    /// Plans a fault for the next requests.
    public void next(int calls, Fault fault) {
        nextOn("/v1/", calls, fault);
    }

    /// Plans a fault for the next requests whose path begins with `path`; others are not affected.
    public synchronized void nextOn(String path, int calls, Fault fault) {
        for (int i = 0; i < calls; i++) planned.add(new Planned(fault, path));
    }

    /// Forgets the faults that have not happened yet.
    public synchronized void clear() {
        planned.clear();
    }

    synchronized Optional<Fault> take(String path) {
        var next = planned.stream().filter(one -> path.startsWith(one.path())).findFirst();
        next.ifPresent(planned::remove);
        return next.map(Planned::fault);
    }
}
