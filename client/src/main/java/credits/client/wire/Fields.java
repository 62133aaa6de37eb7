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

/// What an answer says. A member that is absent or `null` is empty; one of another kind is [NotJson]; those nobody
/// asks for are ignored, because the service adds some without notice.
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

    /// A string that must be there.
    public String requiredText(String name) {
        return required(text(name), name);
    }

    /// A decimal number in a string, as money and quantities are.
    public Optional<BigDecimal> decimal(String name) {
        var text = text(name);
        if (text.isPresent() && !DECIMAL.matcher(text.get()).matches()) throw new NotJson(name + " must be a decimal");
        return text.map(BigDecimal::new);
    }

    /// A decimal number that must be there.
    public BigDecimal requiredDecimal(String name) {
        return required(decimal(name), name);
    }

    /// A time.
    public Optional<Instant> time(String name) {
        try {
            return text(name).map(Instant::parse);
        } catch (DateTimeException noTime) {
            throw new NotJson(name + " must be a time");
        }
    }

    /// `true` or `false`, which must be there.
    public boolean truth(String name) {
        var value = values.get(name);
        if (value instanceof Json.Scalar scalar) {
            if (scalar.value().equals("true")) return true;
            if (scalar.value().equals("false")) return false;
        }
        throw new NotJson(name + " must be true or false");
    }

    /// An object that must be there.
    public Fields object(String name) {
        if (values.get(name) instanceof Json.Members members) return new Fields(members.values());
        throw new NotJson(name + " must be an object");
    }

    /// An array of objects; none if it is absent.
    public List<Fields> objects(String name) {
        var objects = new ArrayList<Fields>();
        for (var item : items(name)) {
            if (!(item instanceof Json.Members members)) throw new NotJson(name + " must hold objects");
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

    /// All strings, numbers and truths, as text.
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
