package credits.ledger;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Attempts until a deadline, by the machine's clock.
final class TimedAttempts implements Attempts {
    private static final int FIRST_MILLIS = 2;
    private static final int LONGEST_MILLIS = 20;

    private final RandomGenerator random;
    private final long deadline;
    private int atMost = FIRST_MILLIS;

    TimedAttempts(Duration budget, RandomGenerator random) {
        this.random = random;
        this.deadline = System.nanoTime() + budget.toNanos();
    }

    @Override
    public boolean again() {
        if (System.nanoTime() - deadline >= 0) return false;
        try {
            Thread.sleep(Duration.ofNanos(random.nextLong(atMost * 1_000_000L)));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
        atMost = Math.min(2 * atMost, LONGEST_MILLIS);
        return true;
    }
}
