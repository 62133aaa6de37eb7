package credits.topup;

import java.util.Optional;
import java.util.regex.Pattern;

/// A gapless series of document numbers: one series of invoices and one of credit notes a year.
///
/// @param year the year of the dates of issue, 2000 to 9999
public record Series(Kind kind, int year) {
    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 9999;
    private static final Pattern NAME = Pattern.compile("(CN-)?([2-9][0-9]{3})");

    /// The kind of document in a series.
    public enum Kind {
        INVOICES(""),
        CREDIT_NOTES("CN-");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    public Series {
        if (year < FIRST_YEAR || year > LAST_YEAR) throw new IllegalArgumentException("year out of range: " + year);
    }

    /// Parses `2026` or `CN-2026`; anything else is empty.
    public static Optional<Series> parse(String name) {
        var matcher = NAME.matcher(name);
        if (!matcher.matches()) return Optional.empty();
        var kind = matcher.group(1) == null ? Kind.INVOICES : Kind.CREDIT_NOTES;
        return Optional.of(new Series(kind, Integer.parseInt(matcher.group(2))));
    }

    /// Returns the name, with which the numbers of the series begin: `2026` or `CN-2026`.
    @Override
    public String toString() {
        return kind.prefix + year;
    }
}
