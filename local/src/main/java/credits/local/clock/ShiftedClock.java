package credits.local;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The time of the running system: the machine's, or another moment from which it runs on at the same speed.
///
/// @param ahead how far it is ahead of the machine's; negative in the past, zero when nothing is pretended
record ShiftedClock(Duration ahead) implements InstantSource {
    /// The machine's own time.
    static final ShiftedClock REAL = new ShiftedClock(Duration.ZERO);

    /// A clock that shows `moment` now. Whole milliseconds, so that a browser can be ahead by the same.
    static ShiftedClock from(Instant moment) {
        return new ShiftedClock(
                Duration.ofMillis(moment.toEpochMilli() - InstantSource.system().millis()));
    }

    @Override
    public Instant instant() {
        return InstantSource.system().instant().plus(ahead);
    }

    boolean isShifted() {
        return !ahead.isZero();
    }
}
