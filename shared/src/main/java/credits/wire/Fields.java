package credits.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The fields of one JSON object, read by name and type. A field that is missing or of another type throws [Malformed],
/// with its place and the rule, and never with its value.
public final class Fields {
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

    private final Map<String, Json> members;
    private final Pointer place;

    private Fields(Map<String, Json> members, Pointer place) {
        this.members = members;
        this.place = place;
    }

    /// Returns the fields of an object that may also have fields we do not read.
    public static Fields open(Json json, Pointer place) {
        if (json instanceof Json.Members(var members)) return new Fields(members, place);
        throw new Malformed(place.toString(), "must be an object");
    }

    /// Returns the fields of an object that may have no fields other than `known`.
    static Fields closed(Json json, Pointer place, Set<String> known) {
        var fields = open(json, place);
        for (var name : fields.names()) {
            if (!known.contains(name)) throw fields.wrong(name, "is unknown");
        }
        return fields;
    }

    Set<String> names() {
        return members.keySet();
    }

    boolean has(String name) {
        return members.containsKey(name);
    }

    /// Returns the value of a required field.
    public Json required(String name) {
        return optional(name).orElseThrow(() -> wrong(name, "is missing"));
    }

    /// Returns the value; empty if the field is absent.
    public Optional<Json> optional(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /// Returns the string in a required field.
    public String text(String name) {
        if (required(name) instanceof Json.Text(var value)) return value;
        throw wrong(name, "must be a string");
    }

    /// Returns the string; empty if the field is absent or `null`.
    public Optional<String> optionalText(String name) {
        var value = members.get(name);
        return value == null || value instanceof Json.Null ? Optional.empty() : Optional.of(text(name));
    }

    boolean isTrue(String name) {
        return members.get(name) instanceof Json.Truth(var value) && value;
    }

    boolean truth(String name) {
        if (required(name) instanceof Json.Truth(var value)) return value;
        throw wrong(name, "must be true or false");
    }

    long wholeNumber(String name) {
        if (required(name) instanceof Json.Numeral(var digits)
                && WHOLE.matcher(digits).matches()) return Long.parseLong(digits);
        throw wrong(name, "must be a whole number");
    }

    /// Returns the fields of the object in a required field.
    public Fields object(String name) {
        return open(required(name), place.at(name));
    }

    Fields object(String name, Set<String> known) {
        return closed(required(name), place.at(name), known);
    }

    List<Json> items(String name, int most) {
        if (!(required(name) instanceof Json.Items(var values))) throw wrong(name, "must be an array");
        if (values.isEmpty() || values.size() > most) throw wrong(name, "must have 1 to " + most + " items");
        return values;
    }

    /// Returns the strings of an array; an empty list if it is `null`.
    List<String> textsOrNull(String name) {
        if (required(name) instanceof Json.Null) return List.of();
        if (!(required(name) instanceof Json.Items(var values))) throw wrong(name, "must be an array or null");
        var texts = new ArrayList<String>();
        for (var value : values) {
            if (!(value instanceof Json.Text(var text)))
                throw new Malformed(place.at(name).at(texts.size()).toString(), "must be a string");
            texts.add(text);
        }
        return texts;
    }

    Pointer place(String name) {
        return place.at(name);
    }

    /// Parses the string in a required field with `reading`. `rule` describes what is accepted, for the error.
    public <T> T read(String name, Function<String, Optional<T>> reading, String rule) {
        return reading.apply(text(name)).orElseThrow(() -> wrong(name, rule));
    }

    /// Converts the string in a required field with `type`, whose [IllegalArgumentException] carries the rule as
    /// its message.
    <T> T make(String name, Function<String, T> type) {
        return make(name, text(name), type);
    }

    <T> Optional<T> makeOptional(String name, Function<String, T> type) {
        return optionalText(name).map(text -> make(name, text, type));
    }

    private <T> T make(String name, String text, Function<String, T> type) {
        try {
            return type.apply(text);
        } catch (IllegalArgumentException refused) {
            throw wrong(name, String.valueOf(refused.getMessage()));
        }
    }

    Malformed wrong(String name, String rule) {
        return new Malformed(place.at(name).toString(), rule);
    }
}
