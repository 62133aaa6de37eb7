package credits.function.invoice.paper;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayDeque;
import java.util.Deque;

/// Writes XML element by element and escapes all text.
final class Xml {
    private final StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private final Deque<String> open = new ArrayDeque<>();

    /// Opens an element that contains others.
    ///
    /// @param attributes trusted attributes, complete with quotes
    @CanIgnoreReturnValue
    Xml open(String name, String... attributes) {
        tag(name, attributes);
        open.push(name);
        return this;
    }

    /// Closes the innermost open element.
    @CanIgnoreReturnValue
    Xml close() {
        text.append("</").append(open.pop()).append('>');
        return this;
    }

    /// Writes an element that contains text.
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

    /// The complete document. Throws [IllegalStateException] if an element is still open.
    String end() {
        if (!open.isEmpty()) throw new IllegalStateException("still open: " + open);
        return text.toString();
    }
}
