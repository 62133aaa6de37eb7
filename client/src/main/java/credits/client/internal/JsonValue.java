package credits.client.internal;

import static java.util.stream.Collectors.joining;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A JSON value: [StringValue], [Literal], [ArrayValue] or [ObjectValue]. Numbers stay text, because `1E+200000000`
/// must never become a number; money and quantities are strings anyway.
public sealed interface JsonValue {
    /// A string, unescaped.
    record StringValue(String value) implements JsonValue {}

    /// A number as it is written, `true`, `false` or `null`.
    record Literal(String value) implements JsonValue {}

    /// An array.
    record ArrayValue(List<JsonValue> elements) implements JsonValue {
        public ArrayValue {
            elements = List.copyOf(elements);
        }
    }

    /// An object, with its members in their order.
    record ObjectValue(Map<String, JsonValue> members) implements JsonValue {
        public ObjectValue {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }
    }

    /// Parses an object of at most 256 KB and 16 levels, without duplicate member names or text after the end. Anything
    /// else throws [InvalidJsonException].
    static JsonObjectReader parseObject(String text) {
        if (text.length() > JsonParser.MAX_LENGTH)
            throw new InvalidJsonException("longer than " + JsonParser.MAX_LENGTH + " characters");
        var parser = new JsonParser(text);
        var value = parser.parseValue(0);
        parser.expectEnd();
        if (value instanceof ObjectValue objectValue) return new JsonObjectReader(objectValue.members());
        throw new InvalidJsonException("expected an object");
    }

    /// The value as JSON, on one line.
    default String toJson() {
        if (this instanceof StringValue stringValue) return quote(stringValue.value());
        if (this instanceof Literal literal) return literal.value();
        if (this instanceof ArrayValue array)
            return array.elements().stream().map(JsonValue::toJson).collect(joining(",", "[", "]"));
        var object = newObject();
        ((ObjectValue) this).members().forEach((name, value) -> object.putJson(name, value.toJson()));
        return object.toJson();
    }

    /// Starts writing an object.
    static ObjectWriter newObject() {
        return new ObjectWriter();
    }

    /// Writes an object: `JsonValue.newObject().put("status", "open").toJson()`.
    final class ObjectWriter {
        private final List<String> members = new ArrayList<>();

        private ObjectWriter() {}

        /// Adds a string.
        @CanIgnoreReturnValue
        public ObjectWriter put(String name, String value) {
            return putJson(name, quote(value));
        }

        /// Adds JSON as it is: a number, `true`, `false`, `null`, or the result of [#toJson].
        @CanIgnoreReturnValue
        public ObjectWriter putJson(String name, String json) {
            members.add(quote(name) + ":" + json);
            return this;
        }

        /// The object as JSON, on one line.
        public String toJson() {
            return "{" + String.join(",", members) + "}";
        }
    }

    /// The text as a JSON string, in quotes and ASCII only.
    static String quote(String text) {
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
