package credits.local.stripe.api;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// The faults that the next calls meet, in the order they were asked for.
public final class Faults {
    private record Planned(Fault fault, String path) {}

    private final Deque<Planned> planned = new ArrayDeque<>();

    /// The next `calls` calls meet this fault.
    public void next(int calls, Fault fault) {
        nextOn("/v1/", calls, fault);
    }

    /// The next `calls` calls whose path begins so meet this fault; others pass.
    public synchronized void nextOn(String path, int calls, Fault fault) {
        for (int i = 0; i < calls; i++) planned.add(new Planned(fault, path));
    }

    /// Forgets what has not happened yet.
    public synchronized void clear() {
        planned.clear();
    }

    synchronized Optional<Fault> take(String path) {
        var next = planned.stream().filter(one -> path.startsWith(one.path())).findFirst();
        next.ifPresent(planned::remove);
        return next.map(Planned::fault);
    }
}
