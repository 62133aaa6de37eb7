package credits.client;

import java.time.Duration;

/// How long a call may take.
///
/// @param attempt for one answer: 50 ms to 1 min; default 2 s
/// @param call for all attempts and the pauses between them, at most 10 min; default 10 s
public record Patience(Duration attempt, Duration call) {
    /// Two seconds for an answer, ten for the call.
    public static final Patience DEFAULT = new Patience(Duration.ofSeconds(2), Duration.ofSeconds(10));

    public Patience {
        if (attempt.toMillis() < 50 || attempt.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("an attempt takes 50 ms to 1 min, not " + attempt);
        }
        if (call.compareTo(attempt) < 0 || call.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("a call takes at least an attempt and at most 10 min, not " + call);
        }
    }
}
