package credits.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Exponential backoff with full jitter: a random delay below a bound that doubles with every failure, so that clients
/// do not retry in lockstep. Not thread-safe.
final class Pauses {
    private static final int MOST_DOUBLINGS = 20;

    private final RandomGenerator random;
    private final Duration first;
    private final Duration longest;
    private int failures;

    Pauses(RandomGenerator random, Duration first, Duration longest) {
        this.random = random;
        this.first = first;
        this.longest = longest;
    }

    Duration next() {
        long bound = Math.min(first.toNanos() << Math.min(failures, MOST_DOUBLINGS), longest.toNanos());
        failures++;
        return Duration.ofNanos(random.nextLong(bound));
    }

    void reset() {
        failures = 0;
    }
}
