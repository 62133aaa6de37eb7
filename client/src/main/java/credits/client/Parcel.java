package credits.client;

import java.time.Instant;
import java.util.Optional;

/// A report that is being sent.
///
/// @param number the how-manieth report it is
/// @param bytes what it counts for in the buffer
/// @param firstTried when it was given to the sink for the first time
record Parcel(Report report, long number, long bytes, Optional<Instant> firstTried) {
    Parcel triedAt(Instant now) {
        return firstTried.isPresent() ? this : new Parcel(report, number, bytes, Optional.of(now));
    }
}
