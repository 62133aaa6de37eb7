package credits.ledger;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// How long a commit goes on when others are faster. Where time and chance come from is the wiring's business.
@FunctionalInterface
public interface Attempts {
    /// May it try once more? Waits a little first, longer each time and never the same, so that writers get out of
    /// step.
    boolean again();

    /// Within `budget`, by the machine's clock, with waits of up to 80 ms: see [TimedAttempts].
    static Supplier<Attempts> within(Duration budget, RandomGenerator random) {
        return within(budget, random, Pace.REAL);
    }

    /// The same in another time.
    static Supplier<Attempts> within(Duration budget, RandomGenerator random, Pace pace) {
        return () -> new TimedAttempts(budget, random, pace);
    }
}
