package credits.client.usage;

import java.time.Instant;
import java.util.Optional;

/// A sealed report until it is sent or passed to the [UnsentReportHandler].
///
/// @param sequence its position in the order of sealing
/// @param bufferedBytes the bytes it takes in the buffer
/// @param firstAttempt when it was first passed to the sink
record PendingReport(ReportMessage report, long sequence, long bufferedBytes, Optional<Instant> firstAttempt) {
    PendingReport attemptedAt(Instant now) {
        return firstAttempt.isPresent() ? this : new PendingReport(report, sequence, bufferedBytes, Optional.of(now));
    }
}
