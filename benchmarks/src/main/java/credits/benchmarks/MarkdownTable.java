package credits.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A table in Markdown. The first column is text, all others are numbers.
final class MarkdownTable {
    private final List<String> lines = new ArrayList<>();

    MarkdownTable(String... headings) {
        add((Object[]) headings);
        lines.add("|---|" + String.join("|", Collections.nCopies(headings.length - 1, "---:")) + "|");
    }

    /// Adds a row. A cell that is not text is written with `toString`.
    void add(Object... cells) {
        var row = new StringBuilder("|");
        for (var cell : cells) row.append(' ').append(cell).append(" |");
        lines.add(row.toString());
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
