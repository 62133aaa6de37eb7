package credits.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The fields of one JSON object, read by name and type. A field that is missing or of another type throws
/// [InvalidInputException], with its place and the rule, and never with its value.
public final class JsonFields {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

    private final Map<String, Json> members;
    private final JsonPointer pointer;

    private JsonFields(Map<String, Json> members, JsonPointer pointer) {
        this.members = members;
        this.pointer = pointer;
    }

    /// Returns the fields of an object that may also have fields we do not read.
    public static JsonFields lenient(Json json, JsonPointer pointer) {
        if (json instanceof Json.JsonObject(var members)) return new JsonFields(members, pointer);
        throw new InvalidInputException(pointer.toString(), "must be an object");
    }

    /// Returns the fields of an object that may have no fields other than `allowedNames`.
    public static JsonFields strict(Json json, JsonPointer pointer, Set<String> allowedNames) {
        var errors = new InputErrors();
        var fields = strict(json, pointer, allowedNames, errors);
        errors.throwIfAny();
        return fields;
    }

    /// Returns the fields of an object. Those that are not in `allowedNames` become `errors`.
    public static JsonFields strict(Json json, JsonPointer pointer, Set<String> allowedNames, InputErrors errors) {
        var fields = lenient(json, pointer);
        for (var name : fields.names()) {
            if (!allowedNames.contains(name))
                errors.add(fields.invalid(name, "is unknown").fieldError());
        }
        return fields;
    }

    public Set<String> names() {
        return members.keySet();
    }

    public boolean has(String name) {
        return members.containsKey(name);
    }

    /// Whether an optional field has a value: `null` says the same as leaving the field out.
    public boolean hasValue(String name) {
        return !(members.getOrDefault(name, new Json.JsonNull()) instanceof Json.JsonNull);
    }

    /// Returns the value of a required field.
    public Json required(String name) {
        return optional(name).orElseThrow(() -> invalid(name, "is missing"));
    }

    /// Returns the value; empty if the field is absent.
    public Optional<Json> optional(String name) {
        return Optional.ofNullable(members.get(name));
    }

    /// Returns the string in a required field.
    public String text(String name) {
        if (required(name) instanceof Json.JsonString(var value)) return value;
        throw invalid(name, "must be a string");
    }

    /// Returns the string; empty if the field is absent or `null`.
    public Optional<String> optionalText(String name) {
        return hasValue(name) ? Optional.of(text(name)) : Optional.empty();
    }

    public boolean isTrue(String name) {
        return members.get(name) instanceof Json.JsonBoolean(var value) && value;
    }

    public boolean booleanValue(String name) {
        if (required(name) instanceof Json.JsonBoolean(var value)) return value;
        throw invalid(name, "must be true or false");
    }

    public long wholeNumber(String name) {
        if (required(name) instanceof Json.JsonNumber(var digits)
                && WHOLE_NUMBER.matcher(digits).matches()) return Long.parseLong(digits);
        throw invalid(name, "must be a whole number");
    }

    /// Returns the fields of the object in a required field.
    public JsonFields object(String name) {
        return lenient(required(name), pointer.child(name));
    }

    public JsonFields object(String name, Set<String> allowedNames) {
        return strict(required(name), pointer.child(name), allowedNames);
    }

    public JsonFields object(String name, Set<String> allowedNames, InputErrors errors) {
        return strict(required(name), pointer.child(name), allowedNames, errors);
    }

    public List<Json> elements(String name, int maxElements) {
        if (!(required(name) instanceof Json.JsonArray(var values))) throw invalid(name, "must be an array");
        if (values.isEmpty() || values.size() > maxElements)
            throw invalid(name, "must have 1 to " + maxElements + " items");
        return values;
    }

    /// Returns the strings of an array; an empty list if it is `null`.
    public List<String> textsOrEmpty(String name) {
        if (required(name) instanceof Json.JsonNull) return List.of();
        if (!(required(name) instanceof Json.JsonArray(var values))) throw invalid(name, "must be an array or null");
        var texts = new ArrayList<String>();
        for (var value : values) {
            if (!(value instanceof Json.JsonString(var text)))
                throw new InvalidInputException(
                        pointer.child(name).child(texts.size()).toString(), "must be a string");
            texts.add(text);
        }
        return texts;
    }

    public JsonPointer pointerTo(String name) {
        return pointer.child(name);
    }

    /// Parses the string in a required field with `parser`. `rule` describes what is accepted, for the error.
    public <T> T parse(String name, Function<String, Optional<T>> parser, String rule) {
        return parser.apply(text(name)).orElseThrow(() -> invalid(name, rule));
    }

    /// Converts the string in a required field with `constructor`, whose [IllegalArgumentException] carries the rule as
    /// its message.
    public <T> T create(String name, Function<String, T> constructor) {
        return create(name, text(name), constructor);
    }

    public <T> Optional<T> createOptional(String name, Function<String, T> constructor) {
        return optionalText(name).map(text -> create(name, text, constructor));
    }

    private <T> T create(String name, String text, Function<String, T> constructor) {
        try {
            return constructor.apply(text);
        } catch (IllegalArgumentException refused) {
            throw invalid(name, String.valueOf(refused.getMessage()));
        }
    }

    public InvalidInputException invalid(String name, String rule) {
        return new InvalidInputException(pointer.child(name).toString(), rule);
    }
}
