package credits.client;

import java.time.Duration;

/// How long a request may take.
///
/// @param attempt for one response: 50 ms to 1 min; default 2 s
/// @param call for all attempts including the delays between them: at least one attempt, at most 10 min;
///     default 10 s
public record Patience(Duration attempt, Duration call) {
    /// Two seconds per attempt, ten in total.
    public static final Patience DEFAULT = new Patience(Duration.ofSeconds(2), Duration.ofSeconds(10));

    public Patience {
        if (attempt.toMillis() < 50 || attempt.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("perAttempt must be from 50 ms to 1 min, not " + attempt);
        }
        if (call.compareTo(attempt) < 0 || call.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("total must be at least perAttempt and at most 10 min, not " + call);
        }
    }
}
