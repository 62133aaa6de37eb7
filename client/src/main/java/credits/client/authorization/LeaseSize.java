package credits.client.authorization;

import java.time.Duration;

/// The quantity of a lease's next hold: twice what a period needs at the demand of the last one, so that
/// half of it lasts until the next renewal. Not thread-safe.
final class LeaseSize {
    private static final int FIRST_PART = 8;
    private static final int SMALLEST_PART = 64;
    private static final double MAX_GROWTH = 4;

    private final long maxMicros;
    private final Duration period;
    private long nextMicros;

    LeaseSize(long maxMicros, Duration period) {
        this.maxMicros = maxMicros;
        this.period = period;
        this.nextMicros = Math.max(1, maxMicros / FIRST_PART);
    }

    long nextMicros() {
        return nextMicros;
    }

    /// Adapts to what the current hold was asked for.
    ///
    /// @param takenMicros the sum of what was taken
    /// @param refusedMicros the largest quantity that was refused
    /// @param elapsedNanos how long that took
    void adaptTo(long takenMicros, long refusedMicros, long elapsedNanos) {
        double growth = Math.min(MAX_GROWTH, period.toNanos() / (double) Math.max(1, elapsedNanos));
        nextMicros = Math.max(1, maxMicros / SMALLEST_PART);
        raiseTo(2.0 * (double) takenMicros * growth);
        raiseFor(refusedMicros);
    }

    /// Makes room for a quantity that was refused, and as much again.
    void raiseFor(long refusedMicros) {
        raiseTo(2.0 * (double) refusedMicros);
    }

    private void raiseTo(double wantedMicros) {
        nextMicros = Math.max(nextMicros, (long) Math.min((double) maxMicros, wantedMicros));
    }
}
