package credits.local.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The clock of the running system: the machine's clock plus a fixed offset.
///
/// @param offset how far it is ahead of the machine's clock; negative if it is behind, zero for the real time
public record ShiftedClock(Duration offset) implements InstantSource {
    /// The machine's clock.
    public static final ShiftedClock REAL = new ShiftedClock(Duration.ZERO);

    /// Creates a clock that shows `moment` now. The offset is whole milliseconds, so that a browser can apply
    /// the same one.
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
