package credits.client.usage;

import java.time.Duration;
import java.util.regex.Pattern;

/// The settings by which a [UsageReporter] batches, buffers and sends reports.
///
/// @param source the feature that reports, as a URI reference such as `/features/translation`: 1 to 200
///     printable ASCII characters
/// @param linger how long a line waits for more lines before its report is sent: 1 ms to 5 min; default 1 s
/// @param maxBufferBytes the size of the buffer for reports that are not sent yet: at least 1 MB;
///     default 16 MB
/// @param recordTimeout how long `record` waits while the buffer is full before it throws [BufferFullException]:
///     zero to 1 h; zero throws at once; default 5 s
/// @param deliveryTimeout how long a report is retried before it is passed to the [UnsentReportHandler]:
///     zero to 24 h; default 15 min
/// @param closeTimeout how long `close` sends pending reports before it passes them to the [UnsentReportHandler]:
///     zero to 15 min; default 10 s
public record UsageReporterSettings(
        String source,
        Duration linger,
        long maxBufferBytes,
        Duration recordTimeout,
        Duration deliveryTimeout,
        Duration closeTimeout) {
    /// The smallest buffer: it holds the largest report, and the next one while that is being sent.
    public static final long MIN_BUFFER_BYTES = 1024 * 1024;

    private static final Pattern SOURCE = Pattern.compile("[!-~]{1,200}");

    public UsageReporterSettings {
        if (!SOURCE.matcher(source).matches()) {
            throw new IllegalArgumentException("source must be 1 to 200 printable ASCII characters");
        }
        requireBetween("linger", linger, Duration.ofMillis(1), Duration.ofMinutes(5));
        requireBetween("recordTimeout", recordTimeout, Duration.ZERO, Duration.ofHours(1));
        requireBetween("deliveryTimeout", deliveryTimeout, Duration.ZERO, Duration.ofDays(1));
        requireBetween("closeTimeout", closeTimeout, Duration.ZERO, Duration.ofMinutes(15));
        if (maxBufferBytes < MIN_BUFFER_BYTES) {
            throw new IllegalArgumentException("maxBufferBytes must be " + MIN_BUFFER_BYTES + " or more");
        }
    }

    private static void requireBetween(String name, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) >= 0 && value.compareTo(max) <= 0) return;
        throw new IllegalArgumentException(name + " must be from " + min + " to " + max + ", not " + value);
    }

    /// The default settings for a feature.
    public static UsageReporterSettings forSource(String source) {
        return new UsageReporterSettings(
                source,
                Duration.ofSeconds(1),
                16 * MIN_BUFFER_BYTES,
                Duration.ofSeconds(5),
                Duration.ofMinutes(15),
                Duration.ofSeconds(10));
    }

    /// Returns these settings with another [#linger].
    public UsageReporterSettings linger(Duration duration) {
        return new UsageReporterSettings(
                source, duration, maxBufferBytes, recordTimeout, deliveryTimeout, closeTimeout);
    }

    /// Returns these settings with another [#maxBufferBytes].
    public UsageReporterSettings maxBufferBytes(long bytes) {
        return new UsageReporterSettings(source, linger, bytes, recordTimeout, deliveryTimeout, closeTimeout);
    }

    /// Returns these settings with another [#recordTimeout].
    public UsageReporterSettings recordTimeout(Duration duration) {
        return new UsageReporterSettings(source, linger, maxBufferBytes, duration, deliveryTimeout, closeTimeout);
    }

    /// Returns these settings with another [#deliveryTimeout].
    public UsageReporterSettings deliveryTimeout(Duration duration) {
        return new UsageReporterSettings(source, linger, maxBufferBytes, recordTimeout, duration, closeTimeout);
    }

    /// Returns these settings with another [#closeTimeout].
    public UsageReporterSettings closeTimeout(Duration duration) {
        return new UsageReporterSettings(source, linger, maxBufferBytes, recordTimeout, deliveryTimeout, duration);
    }
}
