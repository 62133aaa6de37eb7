package credits.client.wire;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A JSON value: [Text], [Scalar], [Items] or [Members]. Numbers stay text, because `1E+200000000`
/// must never become a number; money and quantities are strings anyway.
public sealed interface Json {
    /// A string, unescaped.
    record Text(String value) implements Json {}

    /// A number as it is written, `true`, `false` or `null`.
    record Scalar(String value) implements Json {}

    /// An array.
    record Items(List<Json> values) implements Json {
        public Items {
            values = List.copyOf(values);
        }
    }

    /// An object, with its members in their order.
    record Members(Map<String, Json> values) implements Json {
        public Members {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /// Parses an object of at most 256 KB and 16 levels, without duplicate member names or text after the end. Anything
    /// else throws [NotJson].
    static Fields object(String text) {
        if (text.length() > Reader.LONGEST) throw new NotJson("longer than " + Reader.LONGEST + " characters");
        var reader = new Reader(text);
        var value = reader.value(0);
        reader.end();
        if (value instanceof Members members) return new Fields(members.values());
        throw new NotJson("expected an object");
    }

    /// Starts writing an object.
    static Writer write() {
        return new Writer();
    }

    /// Writes an object: `JsonValue.newObject().put("status", "open").toJson()`.
    final class Writer {
        private final List<String> members = new ArrayList<>();

        private Writer() {}

        /// Adds a string.
        @CanIgnoreReturnValue
        public Writer put(String name, String value) {
            return putRaw(name, quoted(value));
        }

        /// Adds JSON as it is: a number, `true`, `false`, `null`, or the result of [#text].
        @CanIgnoreReturnValue
        public Writer putRaw(String name, String json) {
            members.add(quoted(name) + ":" + json);
            return this;
        }

        /// The object as JSON, on one line.
        public String text() {
            return "{" + String.join(",", members) + "}";
        }
    }

    /// The text as a JSON string, in quotes and ASCII only.
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
