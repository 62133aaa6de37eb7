package credits.invoicing;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The number of an invoice (`2026-000042`) or a credit note (`CN-2026-000003`), unique and without gaps in its series,
/// as Art. 226(2) of Directive 2006/112/EC requires.
///
/// @param position the position in the series, 1 to 999,999,999
public record DocumentNumber(NumberSeries series, int position) {
    private static final int MAX_POSITION = 999_999_999;
    private static final Pattern FORMAT = Pattern.compile("(.{4,7})-([0-9]{6,9})");

    public DocumentNumber {
        if (position < 1 || position > MAX_POSITION)
            throw new IllegalArgumentException("position out of range: " + position);
    }

    /// Parses a number in exactly the form in which it is written; anything else is empty.
    public static Optional<DocumentNumber> parse(String text) {
        var matcher = FORMAT.matcher(text);
        if (!matcher.matches()) return Optional.empty();
        int position = Integer.parseInt(matcher.group(2));
        if (position == 0) return Optional.empty();
        return NumberSeries.parse(matcher.group(1))
                .map(series -> new DocumentNumber(series, position))
                .filter(number -> number.toString().equals(text));
    }

    /// Like [#parse], for text that is known to be a number.
    public static DocumentNumber of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a document number: " + text));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s-%06d", series, position);
    }
}
