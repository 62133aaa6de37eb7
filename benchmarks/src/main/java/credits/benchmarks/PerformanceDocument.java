package credits.benchmarks;

import static java.util.regex.Matcher.quoteReplacement;
import static java.util.regex.Pattern.DOTALL;
import static java.util.regex.Pattern.quote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/// The document that the figures are in. What is between two comments with a section's name is written by its
/// benchmark, and the rest by hand.
final class PerformanceDocument {
    private final Path file;

    PerformanceDocument(Path file) {
        this.file = file;
    }

    /// Replaces the figures of a section.
    void write(String section, String markdown) throws IOException {
        var begin = "<!-- figures: " + section + " -->";
        var end = "<!-- end: " + section + " -->";
        var found = Pattern.compile(quote(begin) + ".*?" + quote(end), DOTALL).matcher(Files.readString(file));
        if (!found.find()) throw new IllegalStateException(file + " has no " + begin);
        var _ = Files.writeString(
                file, found.replaceFirst(quoteReplacement(begin + "\n" + markdown.strip() + "\n" + end)));
    }

    /// Writes a chart next to the document, and returns the Markdown that shows it.
    String chart(String name, String description, BarChart chart) throws IOException {
        var svg = "performance-" + name + ".svg";
        var _ = Files.writeString(file.resolveSibling(svg), chart.toSvg());
        return "![" + description + "](" + svg + ")";
    }
}
