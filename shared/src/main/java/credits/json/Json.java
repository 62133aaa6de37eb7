package credits.json;

import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;

/// A JSON value, parsed from untrusted text or written by us. An immutable tree.
///
/// Numbers remain text, because `1E+200000000` must never be expanded; money and quantities are strings anyway.
public sealed interface Json {
    /// A string.
    record JsonString(String value) implements Json {}

    /// A number, as it was written.
    record JsonNumber(String digits) implements Json {}

    /// `true` or `false`.
    record JsonBoolean(boolean value) implements Json {}

    /// `null`.
    record JsonNull() implements Json {}

    /// An array.
    record JsonArray(List<Json> elements) implements Json {
        public JsonArray {
            elements = Collections.unmodifiableList(elements);
        }
    }

    /// An object, with its members in order.
    record JsonObject(SequencedMap<String, Json> members) implements Json {
        public JsonObject {
            members = Collections.unmodifiableSequencedMap(members);
        }
    }

    /// Parses untrusted text: at most `maxBytes` of UTF-8, 16 levels, names of 64 and strings of 1,000 characters, no
    /// duplicate names, no control characters or unpaired surrogates, nothing after the end. Anything else
    /// throws [InvalidInputException].
    static Json parse(String text, int maxBytes) {
        return JsonReader.parseUntrusted(text, maxBytes);
    }

    /// Parses the event that AWS invokes a function with: at most 6 MB, which is also Lambda's limit. Strings inside it
    /// may be untrusted text with any characters, and must be parsed on their own.
    static Json parseEvent(InputStream input) {
        return JsonReader.parseEvent(input);
    }

    /// Starts an object: `Json.object().put("month", month).put("used", used).build()`.
    static JsonObjectBuilder object() {
        return new JsonObjectBuilder();
    }

    /// Returns an array of `values`.
    static JsonArray array(List<? extends Json> values) {
        return new JsonArray(List.copyOf(values));
    }

    /// Returns the value as JSON text on a single line.
    default String toText() {
        return JsonWriter.toText(this);
    }
}
