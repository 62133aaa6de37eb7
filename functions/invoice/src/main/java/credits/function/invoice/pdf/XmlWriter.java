package credits.function.invoice.pdf;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayDeque;
import java.util.Deque;

/// Writes XML element by element and escapes all text.
final class XmlWriter {
    private final StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private final Deque<String> openElements = new ArrayDeque<>();

    /// Opens an element that contains others.
    ///
    /// @param attributes trusted attributes, complete with quotes
    @CanIgnoreReturnValue
    XmlWriter open(String name, String... attributes) {
        startTag(name, attributes);
        openElements.push(name);
        return this;
    }

    /// Closes the innermost open element.
    @CanIgnoreReturnValue
    XmlWriter close() {
        text.append("</").append(openElements.pop()).append('>');
        return this;
    }

    /// Writes an element that contains text.
    @CanIgnoreReturnValue
    XmlWriter element(String name, String value, String... attributes) {
        startTag(name, attributes);
        text.append(escape(value)).append("</").append(name).append('>');
        return this;
    }

    private void startTag(String name, String... attributes) {
        text.append('<').append(name);
        for (var attribute : attributes) text.append(' ').append(attribute);
        text.append('>');
    }

    static String escape(String value) {
        return PrintableText.sanitise(value)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&apos;");
    }

    /// The complete document. Throws [IllegalStateException] if an element is still open.
    String toDocument() {
        if (!openElements.isEmpty()) throw new IllegalStateException("still open: " + openElements);
        return text.toString();
    }
}
