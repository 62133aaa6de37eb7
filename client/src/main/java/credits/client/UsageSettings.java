package credits.client;

import java.time.Duration;
import java.util.regex.Pattern;

/// How a [Usage] batches, buffers and sends reports.
///
/// @param source the feature that reports, as a URI reference such as `/features/translation`: 1 to 200
///     printable ASCII characters
/// @param linger how long a line waits for more lines before its report is sent: 1 ms to 5 min; default 1 s
/// @param mostBufferedBytes the size of the buffer for reports that are not sent yet: at least 1 MB;
///     default 16 MB
/// @param longestWait how long `record` waits while the buffer is full before it throws [BufferFull]:
///     zero to 1 h; zero throws at once; default 5 s
/// @param giveUpAfter how long a report is retried before it is passed to the [Unsent]:
///     zero to 24 h; default 15 min
/// @param closeWithin how long `close` sends pending reports before it passes them to the [Unsent]:
///     zero to 15 min; default 10 s
public record UsageSettings(
        String source,
        Duration linger,
        long mostBufferedBytes,
        Duration longestWait,
        Duration giveUpAfter,
        Duration closeWithin) {
    /// The smallest buffer: it holds the largest report, and the next one while that is being sent.
    public static final long LEAST_BUFFER = 1024 * 1024;

    private static final Pattern SOURCE = Pattern.compile("[!-~]{1,200}");

    public UsageSettings {
        if (!SOURCE.matcher(source).matches()) {
            throw new IllegalArgumentException("source must be 1 to 200 printable ASCII characters");
        }
        check("linger", linger, Duration.ofMillis(1), Duration.ofMinutes(5));
        check("recordTimeout", longestWait, Duration.ZERO, Duration.ofHours(1));
        check("deliveryTimeout", giveUpAfter, Duration.ZERO, Duration.ofDays(1));
        check("closeTimeout", closeWithin, Duration.ZERO, Duration.ofMinutes(15));
        if (mostBufferedBytes < LEAST_BUFFER) {
            throw new IllegalArgumentException("maxBufferBytes must be " + LEAST_BUFFER + " or more");
        }
    }

    private static void check(String what, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) >= 0 && value.compareTo(most) <= 0) return;
        throw new IllegalArgumentException(what + " must be from " + least + " to " + most + ", not " + value);
    }

    /// The default settings for a feature.
    public static UsageSettings of(String source) {
        return new UsageSettings(
                source,
                Duration.ofSeconds(1),
                16 * LEAST_BUFFER,
                Duration.ofSeconds(5),
                Duration.ofMinutes(15),
                Duration.ofSeconds(10));
    }

    /// Returns these settings with another [#linger].
    public UsageSettings linger(Duration atMost) {
        return new UsageSettings(source, atMost, mostBufferedBytes, longestWait, giveUpAfter, closeWithin);
    }

    /// Returns these settings with another [#mostBufferedBytes].
    public UsageSettings mostBufferedBytes(long bytes) {
        return new UsageSettings(source, linger, bytes, longestWait, giveUpAfter, closeWithin);
    }

    /// Returns these settings with another [#longestWait].
    public UsageSettings longestWait(Duration atMost) {
        return new UsageSettings(source, linger, mostBufferedBytes, atMost, giveUpAfter, closeWithin);
    }

    /// Returns these settings with another [#giveUpAfter].
    public UsageSettings giveUpAfter(Duration time) {
        return new UsageSettings(source, linger, mostBufferedBytes, longestWait, time, closeWithin);
    }

    /// Returns these settings with another [#closeWithin].
    public UsageSettings closeWithin(Duration atMost) {
        return new UsageSettings(source, linger, mostBufferedBytes, longestWait, giveUpAfter, atMost);
    }
}
