package credits.wire;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import credits.money.Eur;
import credits.money.Quantity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Builds a JSON object. Money, quantities and times become strings, as the contract requires; only counts
/// become numbers.
public final class JsonObject {
    private final LinkedHashMap<String, Json> members = new LinkedHashMap<>();

    JsonObject() {}

    @CanIgnoreReturnValue
    public JsonObject put(String name, Json value) {
        if (members.putIfAbsent(name, value) != null) throw new IllegalStateException("written twice: " + name);
        return this;
    }

    @CanIgnoreReturnValue
    public JsonObject put(String name, String value) {
        return put(name, new Json.Text(value));
    }

    public JsonObject put(String name, Eur amount) {
        return put(name, amount.toString());
    }

    public JsonObject put(String name, Quantity quantity) {
        return put(name, quantity.toString());
    }

    public JsonObject put(String name, Instant time) {
        return put(name, time.toString());
    }

    public JsonObject put(String name, boolean value) {
        return put(name, new Json.Truth(value));
    }

    /// Adds a count; never money, never a quantity.
    public JsonObject put(String name, long count) {
        return put(name, new Json.Numeral(Long.toString(count)));
    }

    public JsonObject put(String name, List<? extends Json> values) {
        return put(name, Json.array(values));
    }

    public JsonObject putNull(String name) {
        return put(name, new Json.Null());
    }

    /// Adds the value's own text, which must be in the form the contract requires; `null` if empty.
    public JsonObject putOptional(String name, Optional<?> value) {
        return value.isPresent() ? put(name, value.get().toString()) : putNull(name);
    }

    /// Returns the completed object.
    public Json.Members end() {
        return new Json.Members(new LinkedHashMap<>(members));
    }
}
