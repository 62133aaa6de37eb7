package credits.ledger;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// The retries of one commit while other writers are faster. Time and randomness come from the wiring.
@FunctionalInterface
public interface Attempts {
    /// Whether there is time for another attempt. Waits before returning true, longer each time and by a random time,
    /// so that writers get out of step.
    boolean again();

    /// Returns retries within `budget`, by the system clock, with waits of up to 80 ms: see [TimedAttempts].
    static Supplier<Attempts> within(Duration budget, RandomGenerator random) {
        return within(budget, random, Pace.REAL);
    }

    /// Returns retries within `budget`, by the clock of `pace`.
    static Supplier<Attempts> within(Duration budget, RandomGenerator random, Pace pace) {
        return () -> new TimedAttempts(budget, random, pace);
    }
}
