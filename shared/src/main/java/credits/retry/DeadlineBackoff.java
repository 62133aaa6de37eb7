package credits.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Retries until a deadline.
///
/// Pauses grow with every lost race, since fewer concurrent writers lose fewer races. A writer that has waited
/// for long pauses only briefly again and overtakes later ones, so that none starves.
final class DeadlineBackoff implements RetryPolicy {
    private static final int INITIAL_DELAY_MILLIS = 2;
    private static final int MAX_DELAY_MILLIS = 80;
    private static final int MAX_DELAY_AFTER_LONG_WAIT_MILLIS = 8;
    private static final Duration LONG_WAIT = Duration.ofMillis(500);

    private final Duration budget;
    private final RandomGenerator random;
    private final Sleeper sleeper;
    private final long startNanos;
    private int maxDelayMillis = INITIAL_DELAY_MILLIS;

    DeadlineBackoff(Duration budget, RandomGenerator random, Sleeper sleeper) {
        this.budget = budget;
        this.random = random;
        this.sleeper = sleeper;
        this.startNanos = sleeper.nanoTime();
    }

    @Override
    public boolean hasTime() {
        return elapsed().compareTo(budget) < 0;
    }

    private Duration elapsed() {
        return Duration.ofNanos(sleeper.nanoTime() - startNanos);
    }

    @Override
    public long nanoTime() {
        return sleeper.nanoTime();
    }

    @Override
    public boolean awaitRetry() {
        if (!hasTime()) return false;
        if (elapsed().compareTo(LONG_WAIT) >= 0) maxDelayMillis = MAX_DELAY_AFTER_LONG_WAIT_MILLIS;
        try {
            sleeper.sleep(Duration.ofNanos(random.nextLong(maxDelayMillis * 1_000_000L)));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
        maxDelayMillis = Math.min(2 * maxDelayMillis, MAX_DELAY_MILLIS);
        return true;
    }
}
