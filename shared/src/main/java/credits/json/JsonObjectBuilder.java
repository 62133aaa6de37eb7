package credits.json;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import credits.money.Eur;
import credits.money.Quantity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Builds a JSON object. Money, quantities and times become strings, as the contract requires; only counts
/// become numbers.
public final class JsonObjectBuilder {
    private final LinkedHashMap<String, Json> members = new LinkedHashMap<>();

    JsonObjectBuilder() {}

    @CanIgnoreReturnValue
    public JsonObjectBuilder put(String name, Json value) {
        if (members.putIfAbsent(name, value) != null) throw new IllegalStateException("duplicate member: " + name);
        return this;
    }

    @CanIgnoreReturnValue
    public JsonObjectBuilder put(String name, String value) {
        return put(name, new Json.JsonString(value));
    }

    public JsonObjectBuilder put(String name, Eur amount) {
        return put(name, amount.toString());
    }

    public JsonObjectBuilder put(String name, Quantity quantity) {
        return put(name, quantity.toString());
    }

    public JsonObjectBuilder put(String name, Instant time) {
        return put(name, time.toString());
    }

    public JsonObjectBuilder put(String name, boolean value) {
        return put(name, new Json.JsonBoolean(value));
    }

    /// Adds a count; never money, never a quantity.
    public JsonObjectBuilder put(String name, long count) {
        return put(name, new Json.JsonNumber(Long.toString(count)));
    }

    public JsonObjectBuilder put(String name, List<? extends Json> values) {
        return put(name, Json.array(values));
    }

    public JsonObjectBuilder putNull(String name) {
        return put(name, new Json.JsonNull());
    }

    /// Adds the value's own text, which must be in the form the contract requires; `null` if empty.
    public JsonObjectBuilder putOptional(String name, Optional<?> value) {
        return value.isPresent() ? put(name, value.get().toString()) : putNull(name);
    }

    /// Adds a count; `null` if empty.
    public JsonObjectBuilder putOptionalCount(String name, Optional<Integer> count) {
        return count.isPresent() ? put(name, count.get()) : putNull(name);
    }

    /// Returns the completed object.
    public Json.JsonObject build() {
        return new Json.JsonObject(new LinkedHashMap<>(members));
    }
}
