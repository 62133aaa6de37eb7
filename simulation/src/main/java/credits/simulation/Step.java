package credits.simulation;

import java.time.Instant;

/// A line of a run's timeline: which task did what, when by the run's clock.
public record Step(Instant at, String task, String what) {
    @Override
    public String toString() {
        return at + " " + task + ": " + what;
    }
}
