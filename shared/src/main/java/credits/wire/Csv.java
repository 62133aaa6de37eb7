package credits.wire;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Optional;

/// A table as text that spreadsheets read (RFC 4180), while it is written, up to what one answer may have.
///
/// An answer is handed over inside JSON, so what counts is its size in there: [#MOST_BYTES], well below the 6 MB
/// that Lambda allows (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html).
public final class Csv {
    /// What the text may take inside a function's answer.
    public static final int MOST_BYTES = 4 * 1024 * 1024;

    private static final int ESCAPED = 6;

    private final StringBuilder text = new StringBuilder();
    private int bytes;
    private int rows;

    /// Appends `row`, unless it does not fit any more.
    public boolean takes(Row row) {
        var line = row.text.append("\r\n");
        int size = bytesInJson(line);
        if (bytes + size > MOST_BYTES) return false;
        bytes += size;
        rows++;
        var _ = text.append(line);
        return true;
    }

    /// How many more rows fit, if they are as long as those before on average.
    public int room() {
        return rows == 0 ? Integer.MAX_VALUE : (int) ((long) (MOST_BYTES - bytes) * rows / bytes);
    }

    private static int bytesInJson(CharSequence line) {
        int size = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' || c == '\\' || c == '\r' || c == '\n' || c == '\t') size += 2;
            else size += c >= ' ' && c < 0x80 ? 1 : ESCAPED;
        }
        return size;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /// One line of the table, while it is written.
    public static final class Row {
        private final StringBuilder text = new StringBuilder();
        private boolean begun;

        /// Ours, and nothing that a spreadsheet could take for a formula: an amount, a count, a time, an id. To the
        /// last digit.
        @CanIgnoreReturnValue
        public Row exactly(Object value) {
            return cell(value.toString());
        }

        /// A text that others chose. One that a spreadsheet would run begins with an apostrophe instead (OWASP ASVS
        /// 5.0, 1.2.10).
        @CanIgnoreReturnValue
        public Row text(String value) {
            return cell(wouldRun(value) ? "'" + value : value);
        }

        /// The same; nothing when it is empty.
        @CanIgnoreReturnValue
        public Row text(Optional<?> value) {
            return text(value.map(Object::toString).orElse(""));
        }

        private static boolean wouldRun(String value) {
            return !value.isEmpty() && "=+-@\t\r\0".indexOf(value.charAt(0)) >= 0;
        }

        private Row cell(String value) {
            if (begun) text.append(',');
            begun = true;
            boolean quoted = value.chars().anyMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n');
            text.append(quoted ? '"' + value.replace("\"", "\"\"") + '"' : value);
            return this;
        }
    }
}
