package credits.client.internal;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Exponential backoff with full jitter: a random delay below a bound that doubles with every failure, so that clients
/// do not retry in lockstep. Not thread-safe.
public final class Backoff {
    private static final int MAX_DOUBLINGS = 20;

    private final RandomGenerator random;
    private final Duration initialDelay;
    private final Duration maxDelay;
    private int failures;

    public Backoff(RandomGenerator random, Duration initialDelay, Duration maxDelay) {
        this.random = random;
        this.initialDelay = initialDelay;
        this.maxDelay = maxDelay;
    }

    public Duration nextDelay() {
        long boundNanos = Math.min(initialDelay.toNanos() << Math.min(failures, MAX_DOUBLINGS), maxDelay.toNanos());
        failures++;
        return Duration.ofNanos(random.nextLong(boundNanos));
    }

    public void reset() {
        failures = 0;
    }
}
