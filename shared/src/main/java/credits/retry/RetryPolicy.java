package credits.retry;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The retries of one commit while other writers are faster. Time and randomness come from the wiring.
@FunctionalInterface
public interface RetryPolicy {
    /// Whether there is time for another attempt. Before it returns true it waits, longer each time and with
    /// jitter, so that writers get out of step.
    boolean awaitRetry();

    /// Whether there is time to go on with a long read. Does not wait.
    default boolean hasTime() {
        return true;
    }

    /// Returns nanoseconds since an arbitrary time, the same for all commits of a worker. Time stands still unless an
    /// implementation has a clock.
    default long nanoTime() {
        return 0;
    }

    /// Returns retries within `budget`, by the system clock, with waits of up to 80 ms: see [DeadlineBackoff].
    static Supplier<RetryPolicy> withinBudget(Duration budget, RandomGenerator random) {
        return withinBudget(budget, random, Sleeper.SYSTEM);
    }

    /// Returns retries within `budget`, by the clock of `sleeper`.
    static Supplier<RetryPolicy> withinBudget(Duration budget, RandomGenerator random, Sleeper sleeper) {
        return () -> new DeadlineBackoff(budget, random, sleeper);
    }
}
