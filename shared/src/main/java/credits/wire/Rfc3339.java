package credits.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/// RFC 3339 times, with capital letters: `2026-11-22T12:00:03Z`, `2026-11-22T13:00:03.25+01:00`.
///
/// They are parsed by position: a java.time formatter would cost a cold start more than the rest of a report.
final class Rfc3339 {
    /// The rule that [#parse] applies, for errors.
    static final String RULE = "must be an RFC 3339 time, such as 2026-11-22T12:00:03Z";

    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}"
            + "(\\.[0-9]{1,9})?(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])");
    private static final int SECONDS_END = 19;
    private static final int NANO_DIGITS = 9;

    private Rfc3339() {}

    /// Returns the time, truncated to milliseconds; empty if `text` is not a time.
    static Optional<Instant> parse(String text) {
        var matcher = TIME.matcher(text);
        if (!matcher.matches()) return Optional.empty();
        int fractionEnd = matcher.start(2);
        try {
            var local = LocalDateTime.of(
                    number(text, 0, 4),
                    number(text, 5, 7),
                    number(text, 8, 10),
                    number(text, 11, 13),
                    number(text, 14, 16),
                    number(text, 17, SECONDS_END),
                    nanos(text, fractionEnd));
            return Optional.of(local.toInstant(offset(text, fractionEnd)).truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static int nanos(String text, int end) {
        if (end == SECONDS_END) return 0;
        var digits = text.substring(SECONDS_END + 1, end);
        return Integer.parseInt(digits + "0".repeat(NANO_DIGITS - digits.length()));
    }

    private static ZoneOffset offset(String text, int start) {
        if (text.charAt(start) == 'Z') return ZoneOffset.UTC;
        int minutes = number(text, start + 1, start + 3) * 60 + number(text, start + 4, start + 6);
        return ZoneOffset.ofTotalSeconds((text.charAt(start) == '-' ? -60 : 60) * minutes);
    }

    private static int number(String text, int start, int end) {
        return Integer.parseInt(text, start, end, 10);
    }
}
