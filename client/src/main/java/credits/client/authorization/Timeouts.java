package credits.client.authorization;

import java.time.Duration;

/// The maximum time that a request may take.
///
/// @param perAttempt for one response: 50 ms to 1 min; default 2 s
/// @param total for all attempts including the delays between them: at least one attempt, at most 10 min;
///     default 10 s
public record Timeouts(Duration perAttempt, Duration total) {
    /// Two seconds per attempt, ten in total.
    public static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(10));

    public Timeouts {
        if (perAttempt.toMillis() < 50 || perAttempt.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("perAttempt must be from 50 ms to 1 min, not " + perAttempt);
        }
        if (total.compareTo(perAttempt) < 0 || total.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("total must be at least perAttempt and at most 10 min, not " + total);
        }
    }
}
