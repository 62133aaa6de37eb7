package credits.client.internal;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the members of a JSON object. An absent or `null` member is empty; a member of another type throws
/// [InvalidJsonException]; unknown members are ignored, because the service may add some at any time.
public record JsonObjectReader(Map<String, JsonValue> values) {
    // Checked before parsing: BigDecimal would spend hours on 1E+200000000.
    private static final Pattern DECIMAL_PATTERN = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,9})?");

    /// A string.
    public Optional<String> text(String name) {
        var value = values.get(name);
        if (value == null || value.equals(new JsonValue.Literal("null"))) return Optional.empty();
        if (value instanceof JsonValue.StringValue stringValue) return Optional.of(stringValue.value());
        throw new InvalidJsonException(name + " must be a string");
    }

    /// A required string.
    public String requiredText(String name) {
        return required(text(name), name);
    }

    /// A decimal number in a string, the form of money and quantities.
    public Optional<BigDecimal> decimal(String name) {
        var text = text(name);
        if (text.isPresent() && !DECIMAL_PATTERN.matcher(text.get()).matches())
            throw new InvalidJsonException(name + " must be a decimal");
        return text.map(BigDecimal::new);
    }

    /// A required decimal number.
    public BigDecimal requiredDecimal(String name) {
        return required(decimal(name), name);
    }

    /// A time in ISO 8601.
    public Optional<Instant> instant(String name) {
        try {
            return text(name).map(Instant::parse);
        } catch (DateTimeException invalid) {
            throw new InvalidJsonException(name + " must be a time");
        }
    }

    /// A required `true` or `false`.
    public boolean requiredBoolean(String name) {
        var value = values.get(name);
        if (value instanceof JsonValue.Literal literal) {
            if (literal.value().equals("true")) return true;
            if (literal.value().equals("false")) return false;
        }
        throw new InvalidJsonException(name + " must be true or false");
    }

    /// A required object.
    public JsonObjectReader requiredObject(String name) {
        if (values.get(name) instanceof JsonValue.ObjectValue objectValue)
            return new JsonObjectReader(objectValue.members());
        throw new InvalidJsonException(name + " must be an object");
    }

    /// An array of objects; empty if it is absent.
    public List<JsonObjectReader> objects(String name) {
        var objects = new ArrayList<JsonObjectReader>();
        for (var item : elements(name)) {
            if (!(item instanceof JsonValue.ObjectValue objectValue))
                throw new InvalidJsonException(name + " must contain objects only");
            objects.add(new JsonObjectReader(objectValue.members()));
        }
        return objects;
    }

    private List<JsonValue> elements(String name) {
        var value = values.get(name);
        if (value == null) return List.of();
        if (value instanceof JsonValue.ArrayValue arrayValue) return arrayValue.elements();
        throw new InvalidJsonException(name + " must be an array");
    }

    /// All strings and literals (numbers, `true`, `false`, `null`) by name, as text.
    public Map<String, String> literalsAsText() {
        var texts = new LinkedHashMap<String, String>();
        values.forEach((name, value) -> {
            if (value instanceof JsonValue.StringValue stringValue) texts.put(name, stringValue.value());
            if (value instanceof JsonValue.Literal literal) texts.put(name, literal.value());
        });
        return texts;
    }

    private static <T> T required(Optional<T> value, String name) {
        return value.orElseThrow(() -> new InvalidJsonException(name + " is missing"));
    }
}
