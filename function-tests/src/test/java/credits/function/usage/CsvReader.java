package credits.function.usage;

import java.util.ArrayList;
import java.util.List;

/// Reads CSV according to RFC 4180, independently of our writer.
final class CsvReader {
    private CsvReader() {}

    /// The cells of each row. Throws [AssertionError] if a row does not end with CR and LF.
    static List<List<String>> read(String text) {
        var rows = new ArrayList<List<String>>();
        var row = new ArrayList<String>();
        int at = 0;
        while (at < text.length()) {
            var cell = new StringBuilder();
            at = text.charAt(at) == '"' ? quoted(text, at + 1, cell) : plain(text, at, cell);
            row.add(cell.toString());
            if (text.startsWith("\r\n", at)) {
                rows.add(List.copyOf(row));
                row.clear();
                at += 2;
            } else if (at < text.length() && text.charAt(at) == ',') {
                at++;
                if (text.startsWith("\r\n", at)) row.add("");
                if (text.startsWith("\r\n", at)) {
                    rows.add(List.copyOf(row));
                    row.clear();
                    at += 2;
                }
            } else {
                throw new AssertionError("neither a comma nor an end of line at " + at);
            }
        }
        return rows;
    }

    private static int plain(String text, int start, StringBuilder cell) {
        int at = start;
        while (at < text.length() && ",\r\n\"".indexOf(text.charAt(at)) < 0) cell.append(text.charAt(at++));
        return at;
    }

    private static int quoted(String text, int start, StringBuilder cell) {
        for (int at = start; true; at++) {
            if (text.charAt(at) != '"') cell.append(text.charAt(at));
            else if (text.startsWith("\"\"", at)) cell.append(text.charAt(at++));
            else return at + 1;
        }
    }
}
