package credits.wire;

import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.SequencedMap;

/// A JSON value: what untrusted text says, or what we answer. An immutable tree.
///
/// Numbers stay text, because `1E+200000000` must never become a number; money and quantities are texts anyway.
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

    /// An object, in the order it was written or is to be written.
    record Members(SequencedMap<String, Json> values) implements Json {
        public Members {
            values = Collections.unmodifiableSequencedMap(values);
        }
    }

    /// Reads text that a stranger wrote: at most `mostBytes` as UTF-8, 16 levels, names of 64 and texts of 1,000
    /// characters, no name twice, no control characters or halves of characters, nothing behind the end.
    /// Anything else is [Malformed].
    static Json parse(String text, int mostBytes) {
        return JsonReader.ofStrangers(text, mostBytes);
    }

    /// Reads the event that AWS starts a function with: at most 6 MB, which is also Lambda's limit. Texts inside it
    /// may be a stranger's, so they hold any characters and are to be parsed on their own.
    static Json event(InputStream input) {
        return JsonReader.ofEvent(input);
    }

    /// Starts an object: `Json.object().put("month", month).put("used", used).end()`.
    static JsonObject object() {
        return new JsonObject();
    }

    /// An array of `values`.
    static Items array(List<? extends Json> values) {
        return new Items(List.copyOf(values));
    }

    /// The value as JSON text, on one line.
    default String text() {
        return JsonWriter.text(this);
    }
}
