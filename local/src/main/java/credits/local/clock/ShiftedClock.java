package credits.local.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The time of the running system: the machine's, or another moment from which it runs on at the same speed.
///
/// @param offset how far it is ahead of the machine's; negative in the past, zero when nothing is pretended
public record ShiftedClock(Duration offset) implements InstantSource {
    /// The machine's own time.
    public static final ShiftedClock REAL = new ShiftedClock(Duration.ZERO);

    /// A clock that shows `moment` now. Whole milliseconds, so that a browser can be ahead by the same.
    public static ShiftedClock startingAt(Instant moment) {
        return new ShiftedClock(
                Duration.ofMillis(moment.toEpochMilli() - InstantSource.system().millis()));
    }

    @Override
    public Instant instant() {
        return InstantSource.system().instant().plus(offset);
    }

    public boolean isShifted() {
        return !offset.isZero();
    }
}
