package credits.client.wire;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A JSON value: [Text], [Scalar], [Items] or [Members]. Numbers stay text, because `1E+200000000` must never
/// become a number; money and quantities are texts anyway.
public sealed interface Json {
    /// A string.
    record Text(String value) implements Json {}

    /// A number as it was written, `true`, `false` or `null`.
    record Scalar(String value) implements Json {}

    /// An array.
    record Items(List<Json> values) implements Json {
        public Items {
            values = List.copyOf(values);
        }
    }

    /// An object, in the order in which it was written.
    record Members(Map<String, Json> values) implements Json {
        public Members {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /// Reads an object: at most 256 KB and 16 levels, no name twice, nothing behind the end. Anything else is
    /// [NotJson].
    static Fields object(String text) {
        if (text.length() > Reader.LONGEST) throw new NotJson("longer than " + Reader.LONGEST + " characters");
        var reader = new Reader(text);
        var value = reader.value(0);
        reader.end();
        if (value instanceof Members members) return new Fields(members.values());
        throw new NotJson("no object");
    }

    /// Starts an object to be written.
    static Writer write() {
        return new Writer();
    }

    /// An object that is being written: `Json.write().put("status", "open").text()`.
    final class Writer {
        private final List<String> members = new ArrayList<>();

        private Writer() {}

        /// Adds a string.
        @CanIgnoreReturnValue
        public Writer put(String name, String value) {
            return putRaw(name, quoted(value));
        }

        /// Adds a number, `true`, `false`, `null`, or what [#text] gave.
        @CanIgnoreReturnValue
        public Writer putRaw(String name, String json) {
            members.add(quoted(name) + ":" + json);
            return this;
        }

        /// The object as JSON text, on one line.
        public String text() {
            return "{" + String.join(",", members) + "}";
        }
    }

    /// The text as a JSON string.
    static String quoted(String text) {
        var quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') quoted.append('\\').append(c);
            else if (c < ' ' || c > '~') quoted.append(String.format("\\u%04x", (int) c));
            else quoted.append(c);
        }
        return quoted.append('"').toString();
    }
}
