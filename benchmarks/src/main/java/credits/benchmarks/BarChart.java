package credits.benchmarks;

import java.util.ArrayList;
import java.util.List;

/// Horizontal bars on a logarithmic scale, as SVG. Colours are readable on a light and on a dark page.
final class BarChart {
    private static final int WIDTH = 760;
    private static final int LABEL_WIDTH = 300;
    private static final int VALUE_WIDTH = 90;
    private static final int ROW_HEIGHT = 26;
    private static final int TOP = 34;
    private static final int BAR_HEIGHT = 16;

    private final String title;
    private final List<Bar> bars = new ArrayList<>();

    private record Bar(String label, double value, boolean isOurs) {}

    BarChart(String title) {
        this.title = title;
    }

    /// Adds a bar for a positive value.
    ///
    /// @param isOurs whether it shows us; others have another colour
    void add(String label, double value, boolean isOurs) {
        if (!(value > 0)) throw new IllegalArgumentException(label + ": " + value);
        bars.add(new Bar(label, value, isOurs));
    }

    String toSvg() {
        double min = bars.stream().mapToDouble(Bar::value).min().orElseThrow();
        double max = bars.stream().mapToDouble(Bar::value).max().orElseThrow();
        // The shortest bar is half a power of ten long.
        double from = Math.log10(min) - 0.5;
        double pixels = (WIDTH - LABEL_WIDTH - VALUE_WIDTH) / (Math.log10(max) - from);
        int height = TOP + bars.size() * ROW_HEIGHT + 6;
        var svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" font-family="sans-serif" \
                font-size="13" fill="#7a7a7a">
                <title>%s</title>
                <text x="0" y="16" font-weight="bold">%s (logarithmic scale)</text>
                """.formatted(WIDTH, height, escape(title), escape(title)));
        for (int i = 0; i < bars.size(); i++) {
            svg.append(row(bars.get(i), TOP + i * ROW_HEIGHT, (Math.log10(bars.get(i).value) - from) * pixels));
        }
        return svg.append("</svg>\n").toString();
    }

    private static String row(Bar bar, int top, double length) {
        int base = top + BAR_HEIGHT - 3;
        return """
                <text x="0" y="%d">%s</text><rect x="%d" y="%d" width="%.0f" height="%d" fill="%s"/>\
                <text x="%.0f" y="%d">%s</text>
                """.formatted(
                        base,
                        escape(bar.label),
                        LABEL_WIDTH,
                        top,
                        length,
                        BAR_HEIGHT,
                        bar.isOurs ? "#2f7d5b" : "#b0752c",
                        LABEL_WIDTH + length + 6,
                        base,
                        Figures.significant(bar.value));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
