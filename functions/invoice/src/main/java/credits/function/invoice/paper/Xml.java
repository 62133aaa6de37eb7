package credits.function.invoice.paper;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayDeque;
import java.util.Deque;

/// XML while it is written, element by element. Text cannot break out of it.
final class Xml {
    private final StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private final Deque<String> open = new ArrayDeque<>();

    /// Begins an element that holds others.
    ///
    /// @param attributes of ours, complete with quotes
    @CanIgnoreReturnValue
    Xml open(String name, String... attributes) {
        tag(name, attributes);
        open.push(name);
        return this;
    }

    /// Ends the innermost element that is open.
    @CanIgnoreReturnValue
    Xml close() {
        text.append("</").append(open.pop()).append('>');
        return this;
    }

    /// An element that holds text.
    @CanIgnoreReturnValue
    Xml put(String name, String value, String... attributes) {
        tag(name, attributes);
        text.append(escaped(value)).append("</").append(name).append('>');
        return this;
    }

    private void tag(String name, String... attributes) {
        text.append('<').append(name);
        for (var attribute : attributes) text.append(' ').append(attribute);
        text.append('>');
    }

    static String escaped(String value) {
        return PlainText.of(value)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&apos;");
    }

    /// The document, which is complete.
    String end() {
        if (!open.isEmpty()) throw new IllegalStateException("still open: " + open);
        return text.toString();
    }
}
