package credits.text;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayDeque;
import java.util.Deque;

/// Writes XML element by element and escapes all text.
public final class XmlWriter {
    private final StringBuilder text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private final Deque<String> openElements = new ArrayDeque<>();

    /// Opens an element that contains others.
    ///
    /// @param attributes trusted attributes, complete with quotes
    @CanIgnoreReturnValue
    public XmlWriter open(String name, String... attributes) {
        startTag(name, attributes);
        openElements.push(name);
        return this;
    }

    /// Closes the innermost open element.
    @CanIgnoreReturnValue
    public XmlWriter close() {
        text.append("</").append(openElements.pop()).append('>');
        return this;
    }

    /// Writes an element that contains text.
    @CanIgnoreReturnValue
    public XmlWriter element(String name, String value, String... attributes) {
        startTag(name, attributes);
        text.append(escape(value)).append("</").append(name).append('>');
        return this;
    }

    private void startTag(String name, String... attributes) {
        text.append('<').append(name);
        for (var attribute : attributes) text.append(' ').append(attribute);
        text.append('>');
    }

    public static String escape(String value) {
        return PrintableText.sanitise(value)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&apos;");
    }

    /// The complete document. Throws [IllegalStateException] if an element is still open.
    public String toDocument() {
        if (!openElements.isEmpty()) throw new IllegalStateException("still open: " + openElements);
        return text.toString();
    }
}
