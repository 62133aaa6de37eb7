package credits.client;

import java.time.Duration;
import java.util.regex.Pattern;

/// How reports are made and sent.
///
/// @param source which feature, as a URI reference such as `/features/translation`: 1 to 200 printable ASCII
///     characters
/// @param linger how long a line waits for others, at most: 1 ms to 5 min; default 1 s
/// @param mostBufferedBytes of reports not sent yet, at least 1 MB; default 16 MB
/// @param longestWait how long recording waits while the buffer is full before it is refused with [BufferFull]:
///     zero refuses at once; at most an hour; default 5 s
/// @param giveUpAfter how long a report is tried before it is handed to [Unsent]: at most a day; default 15 min
/// @param closeWithin how long closing sends what is left before it hands that to [Unsent]: at most 15 min; default
///     10 s
public record UsageSettings(
        String source,
        Duration linger,
        long mostBufferedBytes,
        Duration longestWait,
        Duration giveUpAfter,
        Duration closeWithin) {
    /// A buffer must have room for the largest report, and for the next one while it is sent.
    public static final long LEAST_BUFFER = 1024 * 1024;

    private static final Pattern SOURCE = Pattern.compile("[!-~]{1,200}");

    public UsageSettings {
        if (!SOURCE.matcher(source).matches()) {
            throw new IllegalArgumentException("source must be 1 to 200 printable ASCII characters");
        }
        check("linger", linger, Duration.ofMillis(1), Duration.ofMinutes(5));
        check("longestWait", longestWait, Duration.ZERO, Duration.ofHours(1));
        check("giveUpAfter", giveUpAfter, Duration.ZERO, Duration.ofDays(1));
        check("closeWithin", closeWithin, Duration.ZERO, Duration.ofMinutes(15));
        if (mostBufferedBytes < LEAST_BUFFER) {
            throw new IllegalArgumentException("mostBufferedBytes must be " + LEAST_BUFFER + " or more");
        }
    }

    private static void check(String what, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) >= 0 && value.compareTo(most) <= 0) return;
        throw new IllegalArgumentException(what + " must be from " + least + " to " + most + ", not " + value);
    }

    /// The defaults, for the feature `source`.
    public static UsageSettings of(String source) {
        return new UsageSettings(
                source,
                Duration.ofSeconds(1),
                16 * LEAST_BUFFER,
                Duration.ofSeconds(5),
                Duration.ofMinutes(15),
                Duration.ofSeconds(10));
    }

    /// The same with another [#linger].
    public UsageSettings linger(Duration atMost) {
        return new UsageSettings(source, atMost, mostBufferedBytes, longestWait, giveUpAfter, closeWithin);
    }

    /// The same with another [#mostBufferedBytes].
    public UsageSettings mostBufferedBytes(long bytes) {
        return new UsageSettings(source, linger, bytes, longestWait, giveUpAfter, closeWithin);
    }

    /// The same with another [#longestWait].
    public UsageSettings longestWait(Duration atMost) {
        return new UsageSettings(source, linger, mostBufferedBytes, atMost, giveUpAfter, closeWithin);
    }

    /// The same with another [#giveUpAfter].
    public UsageSettings giveUpAfter(Duration time) {
        return new UsageSettings(source, linger, mostBufferedBytes, longestWait, time, closeWithin);
    }

    /// The same with another [#closeWithin].
    public UsageSettings closeWithin(Duration atMost) {
        return new UsageSettings(source, linger, mostBufferedBytes, longestWait, giveUpAfter, atMost);
    }
}
