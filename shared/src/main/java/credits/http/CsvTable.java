package credits.http;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Optional;

/// Builds a CSV table (RFC 4180), up to the size that one response can have.
///
/// Lambda returns the response inside JSON, so its size is counted there: at most [#MAX_BYTES], well below Lambda's
/// limit of 6 MB (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html).
public final class CsvTable {
    /// The maximum size of the table inside a function's response, in bytes.
    public static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final int ESCAPED_CHARACTER_BYTES = 6;

    private final StringBuilder text = new StringBuilder();
    private int bytes;
    private int rows;

    /// Appends `row` and returns true, or returns false if it no longer fits.
    public boolean tryAdd(CsvRow row) {
        var line = row.text.append("\r\n");
        int size = bytesInJson(line);
        if (bytes + size > MAX_BYTES) return false;
        bytes += size;
        rows++;
        var _ = text.append(line);
        return true;
    }

    /// Returns the number of further rows that fit, assuming the average length so far.
    public int remainingRows() {
        return rows == 0 ? Integer.MAX_VALUE : (int) ((long) (MAX_BYTES - bytes) * rows / bytes);
    }

    private static int bytesInJson(CharSequence line) {
        int size = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' || c == '\\' || c == '\r' || c == '\n' || c == '\t') size += 2;
            else size += c >= ' ' && c < 0x80 ? 1 : ESCAPED_CHARACTER_BYTES;
        }
        return size;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /// One row of the table.
    public static final class CsvRow {
        private final StringBuilder text = new StringBuilder();
        private boolean hasCells;

        /// Appends a value of our own (an amount, a count, a time, an id), at full precision. No spreadsheet
        /// takes it for a formula.
        @CanIgnoreReturnValue
        public CsvRow rawCell(Object value) {
            return appendCell(value.toString());
        }

        /// Appends a text from outside. A text that a spreadsheet would run as a formula is prefixed with an apostrophe
        /// (OWASP ASVS 5.0, 1.2.10).
        @CanIgnoreReturnValue
        public CsvRow textCell(String value) {
            return appendCell(isFormula(value) ? "'" + value : value);
        }

        /// Appends the value like [#textCell(String)], or an empty cell.
        @CanIgnoreReturnValue
        public CsvRow textCell(Optional<?> value) {
            return textCell(value.map(Object::toString).orElse(""));
        }

        private static boolean isFormula(String value) {
            return !value.isEmpty() && "=+-@\t\r\0".indexOf(value.charAt(0)) >= 0;
        }

        private CsvRow appendCell(String value) {
            if (hasCells) text.append(',');
            hasCells = true;
            boolean quoted = value.chars().anyMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
            text.append(quoted ? '"' + value.replace("\"", "\"\"") + '"' : value);
            return this;
        }
    }
}
