package credits.ledger;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Retries until a deadline.
///
/// The more races are lost, the longer the pauses, since fewer concurrent writers lose fewer races. A writer that has
/// waited long pauses least again and goes before later ones, so that none starves.
final class TimedAttempts implements Attempts {
    private static final int FIRST_MILLIS = 2;
    private static final int LONGEST_MILLIS = 80;
    private static final int OF_THE_PATIENT_MILLIS = 8;
    private static final Duration PATIENT_AFTER = Duration.ofMillis(500);

    private final Duration budget;
    private final RandomGenerator random;
    private final Pace pace;
    private final long began;
    private int atMost = FIRST_MILLIS;

    TimedAttempts(Duration budget, RandomGenerator random, Pace pace) {
        this.budget = budget;
        this.random = random;
        this.pace = pace;
        this.began = pace.nanos();
    }

    @Override
    public boolean again() {
        var waited = Duration.ofNanos(pace.nanos() - began);
        if (waited.compareTo(budget) >= 0) return false;
        if (waited.compareTo(PATIENT_AFTER) >= 0) atMost = OF_THE_PATIENT_MILLIS;
        try {
            pace.pause(Duration.ofNanos(random.nextLong(atMost * 1_000_000L)));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
        atMost = Math.min(2 * atMost, LONGEST_MILLIS);
        return true;
    }
}
