package credits.stripe;

import java.time.Instant;

/// The time in which objects were created at Stripe, which counts in seconds.
///
/// @param end the first instant after it
public record CreationPeriod(Instant start, Instant end) {
    long firstSecond() {
        return start.getEpochSecond();
    }

    long endSecond() {
        return end.getEpochSecond();
    }
}
