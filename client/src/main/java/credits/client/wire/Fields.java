package credits.client.wire;

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
/// [NotJson]; unknown members are ignored, because the service may add some at any time.
public record Fields(Map<String, Json> values) {
    // Checked before parsing: BigDecimal would spend hours on 1E+200000000.
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,9})?");

    /// A string.
    public Optional<String> text(String name) {
        var value = values.get(name);
        if (value == null || value.equals(new Json.Scalar("null"))) return Optional.empty();
        if (value instanceof Json.Text text) return Optional.of(text.value());
        throw new NotJson(name + " must be a string");
    }

    /// A required string.
    public String requiredText(String name) {
        return required(text(name), name);
    }

    /// A decimal number in a string, the form of money and quantities.
    public Optional<BigDecimal> decimal(String name) {
        var text = text(name);
        if (text.isPresent() && !DECIMAL.matcher(text.get()).matches()) throw new NotJson(name + " must be a decimal");
        return text.map(BigDecimal::new);
    }

    /// A required decimal number.
    public BigDecimal requiredDecimal(String name) {
        return required(decimal(name), name);
    }

    /// A time in ISO 8601.
    public Optional<Instant> time(String name) {
        try {
            return text(name).map(Instant::parse);
        } catch (DateTimeException noTime) {
            throw new NotJson(name + " must be a time");
        }
    }

    /// A required `true` or `false`.
    public boolean truth(String name) {
        var value = values.get(name);
        if (value instanceof Json.Scalar scalar) {
            if (scalar.value().equals("true")) return true;
            if (scalar.value().equals("false")) return false;
        }
        throw new NotJson(name + " must be true or false");
    }

    /// A required object.
    public Fields object(String name) {
        if (values.get(name) instanceof Json.Members members) return new Fields(members.values());
        throw new NotJson(name + " must be an object");
    }

    /// An array of objects; empty if it is absent.
    public List<Fields> objects(String name) {
        var objects = new ArrayList<Fields>();
        for (var item : items(name)) {
            if (!(item instanceof Json.Members members)) throw new NotJson(name + " must contain objects only");
            objects.add(new Fields(members.values()));
        }
        return objects;
    }

    private List<Json> items(String name) {
        var value = values.get(name);
        if (value == null) return List.of();
        if (value instanceof Json.Items items) return items.values();
        throw new NotJson(name + " must be an array");
    }

    /// All strings and literals (numbers, `true`, `false`, `null`) by name, as text.
    public Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        values.forEach((name, value) -> {
            if (value instanceof Json.Text text) texts.put(name, text.value());
            if (value instanceof Json.Scalar scalar) texts.put(name, scalar.value());
        });
        return texts;
    }

    private static <T> T required(Optional<T> value, String name) {
        return value.orElseThrow(() -> new NotJson(name + " is missing"));
    }
}
