package credits.client.authorization;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The two clocks of a lease. The monotonic one cannot be set, but may stand still while a machine is
/// suspended; the wall clock goes on then, but may be set. Only differences count, so it does not matter
/// how wrong the wall clock is.
///
/// @param nanoClock such as [System#nanoTime]
record LeaseClocks(LongSupplier nanoClock, InstantSource wallClock) {
    long nanos() {
        return nanoClock.getAsLong();
    }

    Instant instant() {
        return wallClock.instant();
    }

    /// The time from now until `duration` has passed by either clock.
    Span spanOf(Duration duration) {
        long nanos = nanoClock.getAsLong();
        return new Span(this, nanos, nanos + duration.toNanos(), wallClock.millis() + duration.toMillis());
    }

    /// A span of time, over as soon as one of the clocks says so.
    record Span(LeaseClocks clocks, long startNanos, long endNanos, long endMillis) {
        /// Allocates nothing.
        boolean isOver() {
            return clocks.nanoClock.getAsLong() - endNanos >= 0 || clocks.wallClock.millis() >= endMillis;
        }

        /// The time since its start by the monotonic clock, in nanoseconds.
        long elapsedNanos() {
            return clocks.nanoClock.getAsLong() - startNanos;
        }
    }
}
