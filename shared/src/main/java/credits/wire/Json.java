package credits.wire;

import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;

/// A JSON value, parsed from untrusted text or written by us. An immutable tree.
///
/// Numbers remain text, because `1E+200000000` must never be expanded; money and quantities are strings anyway.
public sealed interface Json {
    /// A string.
    record Text(String value) implements Json {}

    /// A number, as it was written.
    record Numeral(String digits) implements Json {}

    /// `true` or `false`.
    record Truth(boolean value) implements Json {}

    /// `null`.
    record Null() implements Json {}

    /// An array.
    record Items(List<Json> values) implements Json {
        public Items {
            values = Collections.unmodifiableList(values);
        }
    }

    /// An object, with its members in order.
    record Members(SequencedMap<String, Json> values) implements Json {
        public Members {
            values = Collections.unmodifiableSequencedMap(values);
        }
    }

    /// Parses untrusted text: at most `mostBytes` of UTF-8, 16 levels, names of 64 and strings of 1,000 characters, no
    /// duplicate names, no control characters or unpaired surrogates, nothing after the end. Anything else
    /// throws [Malformed].
    static Json parse(String text, int mostBytes) {
        return JsonReader.ofStrangers(text, mostBytes);
    }

    /// Parses the event that AWS invokes a function with: at most 6 MB, which is also Lambda's limit. Strings inside it
    /// may be untrusted text with any characters, and must be parsed on their own.
    static Json event(InputStream input) {
        return JsonReader.ofEvent(input);
    }

    /// Starts an object: `Json.object().put("month", month).put("used", used).end()`.
    static JsonObject object() {
        return new JsonObject();
    }

    /// Returns an array of `values`.
    static Items array(List<? extends Json> values) {
        return new Items(List.copyOf(values));
    }

    /// Returns the value as JSON text on a single line.
    default String text() {
        return JsonWriter.text(this);
    }
}
