package credits.simulation;

import java.time.Instant;

/// An entry of a run's timeline: what a task did, and when by the run's clock.
public record Step(Instant at, String task, String what) {
    @Override
    public String toString() {
        return at + " " + task + ": " + what;
    }
}
