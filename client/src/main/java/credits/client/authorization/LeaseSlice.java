package credits.client.authorization;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// The quantity of one hold, from which the threads of a process take until its span is over, all of it is
/// taken, or it is closed. Thread-safe; a decision takes one look at the clocks and one compare-and-set,
/// and allocates nothing.
///
/// What is taken and what closing returns add up to exactly what was granted: closing and taking change the
/// same number, so nothing is taken from a closed slice. A pause of the process between the look at the
/// clocks and the taking cannot be told from one between the taking and the work.
final class LeaseSlice {
    private static final long CLOSED = -1;

    private final LeaseClocks.Span span;
    private final long grantedMicros;
    private final AtomicLong remainingMicros;
    private final AtomicLong largestRefusedMicros = new AtomicLong();

    LeaseSlice(LeaseClocks.Span span, long grantedMicros) {
        this.span = span;
        this.grantedMicros = grantedMicros;
        this.remainingMicros = new AtomicLong(grantedMicros);
    }

    /// A slice of which nothing can be taken.
    static LeaseSlice closed(LeaseClocks clocks) {
        var slice = new LeaseSlice(clocks.spanOf(Duration.ZERO), 0);
        slice.remainingMicros.set(CLOSED);
        return slice;
    }

    /// Takes a quantity, or nothing.
    boolean tryTake(long micros) {
        if (span.isOver()) return refuse(micros);
        long remaining = remainingMicros.get();
        while (remaining >= micros) {
            if (remainingMicros.compareAndSet(remaining, remaining - micros)) return true;
            remaining = remainingMicros.get();
        }
        return refuse(micros);
    }

    private boolean refuse(long micros) {
        long largest = largestRefusedMicros.get();
        while (micros > largest && !largestRefusedMicros.compareAndSet(largest, micros))
            largest = largestRefusedMicros.get();
        return false;
    }

    /// Whether so little remains that the next hold is needed soon.
    boolean isLow() {
        return remainingMicros.get() < grantedMicros / 2;
    }

    /// Whether anything was taken or refused.
    boolean isInDemand() {
        return remainingMicros.get() != grantedMicros || largestRefusedMicros.get() > 0;
    }

    long grantedMicros() {
        return grantedMicros;
    }

    /// What was taken so far. Only of a slice that is not closed.
    long takenMicros() {
        return grantedMicros - remainingMicros.get();
    }

    long largestRefusedMicros() {
        return largestRefusedMicros.get();
    }

    LeaseClocks.Span span() {
        return span;
    }

    /// Ends the taking and returns how much was taken. Called once.
    long close() {
        long remaining = remainingMicros.getAndSet(CLOSED);
        if (remaining == CLOSED) throw new IllegalStateException("The slice is closed.");
        return grantedMicros - remaining;
    }
}
