package credits.function.deliver;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/// The pauses between the attempts of a delivery: from seconds to half a day, each up to a tenth longer or shorter, so
/// that what failed together does not come back together.
///
/// No pause is longer than SQS can hide a message, which is twelve hours.
final class RetrySchedule {
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofMinutes(10 * 60 + 30));
    private static final double VARIATION = 0.1;

    private final RandomGenerator random;

    RetrySchedule(RandomGenerator random) {
        this.random = random;
    }

    /// Returns the pause after an attempt, in whole seconds.
    ///
    /// @param attempts the attempts so far, at least one
    /// @param untilLast the time until the last attempt is made; no pause is longer
    Duration pauseAfter(int attempts, Duration untilLast) {
        var pause = PAUSES.get(Math.min(attempts, PAUSES.size()) - 1);
        var varied = Math.round(pause.toSeconds() * (1 + VARIATION * (2 * random.nextDouble() - 1)));
        return Duration.ofSeconds(Math.clamp(varied, 1, Math.max(1, untilLast.toSeconds())));
    }
}
