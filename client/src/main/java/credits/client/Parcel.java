package credits.client;

import java.time.Instant;
import java.util.Optional;

/// A sealed report until it is sent or passed to the [Unsent].
///
/// @param number its position in the order of sealing
/// @param bytes the bytes it takes in the buffer
/// @param firstTried when it was first passed to the sink
record Parcel(Report report, long number, long bytes, Optional<Instant> firstTried) {
    Parcel triedAt(Instant now) {
        return firstTried.isPresent() ? this : new Parcel(report, number, bytes, Optional.of(now));
    }
}
