package credits.local.clock;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Locale;

/// Parses the value of `--now`, an RFC 3339 time such as `2028-02-29T23:50:00+01:00`.
public final class NowOption {
    // The price list begins a year earlier, because the demo organisations have eleven months of history.
    private static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant EXCLUSIVE_END = Instant.parse("2100-01-01T00:00:00Z");

    private static final DateTimeFormatter RFC_3339 = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss[.SSS]XXX", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private NowOption() {}

    /// Parses a time; an invalid one is an [IllegalArgumentException] with a message for the terminal.
    public static Instant parse(String text) {
        var moment = instant(text);
        if (moment.isBefore(EARLIEST) || !moment.isBefore(EXCLUSIVE_END))
            throw new IllegalArgumentException("--now must be between 2026 and 2099, not " + text + ".");
        return moment;
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text, RFC_3339).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "--now must be an RFC 3339 time with an offset, such as 2028-02-29T23:50:00+01:00, not " + text
                            + ".",
                    e);
        }
    }
}
