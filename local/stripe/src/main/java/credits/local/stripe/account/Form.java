package credits.local.stripe.account;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The form-encoded parameters of a request, such as `line_items[0][price_data][currency]=eur`. An empty value
/// counts as absent.
///
/// @param place the path of the nested object, empty at the top level
public final class Form {
    private final String place;
    private final Map<String, String> values;

    private Form(String place, Map<String, String> values) {
        this.place = place;
        this.values = values;
    }

    /// Parses a body or a query. Elements `name[]` are numbered `name[0]`, `name[1]` and so on.
    public static Form of(String encoded) {
        var values = new LinkedHashMap<String, String>();
        for (var pair : encoded.split("&", -1)) {
            if (pair.isEmpty()) continue;
            var parts = pair.split("=", 2);
            values.put(counted(decoded(parts[0]), values), parts.length == 2 ? decoded(parts[1]) : "");
        }
        return new Form("", values);
    }

    private static String counted(String name, Map<String, String> taken) {
        if (!name.endsWith("[]")) return name;
        var stem = name.substring(0, name.length() - 1);
        int index = 0;
        while (taken.containsKey(stem + index + "]")) index++;
        return stem + index + "]";
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /// All parameters by their full names.
    public Map<String, String> values() {
        return values;
    }

    /// The full name of a parameter, as the caller writes it.
    public String name(String name) {
        return place.isEmpty() ? name : place + "[" + name + "]";
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name(name))).filter(text -> !text.isEmpty());
    }

    public String required(String name) {
        return text(name).orElseThrow(() -> Refusal.missing(name(name)));
    }

    /// A whole number; Stripe's error if it is not one.
    public OptionalLong number(String name) {
        var text = text(name);
        if (text.isEmpty()) return OptionalLong.empty();
        if (!text.get().matches("-?\\d{1,15}"))
            throw Refusal.invalid("parameter_invalid_integer", name(name), "Invalid integer: " + text.get());
        return OptionalLong.of(Long.parseLong(text.get()));
    }

    public boolean truth(String name) {
        var text = text(name).orElse("false");
        if (!text.matches("true|false")) throw Refusal.invalid("", name(name), "Invalid boolean: " + text);
        return Boolean.parseBoolean(text);
    }

    /// One of the known values, if present.
    public Optional<String> choice(String name, List<String> known) {
        var text = text(name);
        if (text.isPresent() && !known.contains(text.get()))
            throw Refusal.invalid(
                    "", name(name), "Invalid " + name(name) + ": must be one of " + String.join(", ", known));
        return text;
    }

    /// The parameters of a nested object.
    public Form at(String name) {
        return new Form(name(name), values);
    }

    public boolean has(String name) {
        return values.keySet().stream().anyMatch(key -> key.equals(name(name)) || key.startsWith(name(name) + "["));
    }

    /// The elements of an array of objects.
    public List<Form> each(String name) {
        var elements = new ArrayList<Form>();
        var array = at(name);
        for (int index = 0; array.has(Integer.toString(index)); index++)
            elements.add(array.at(Integer.toString(index)));
        return elements;
    }

    /// The elements of an array of texts.
    public List<String> texts(String name) {
        return each(name).stream().flatMap(element -> element.itself().stream()).toList();
    }

    /// The value at this path.
    public Optional<String> itself() {
        return Optional.ofNullable(values.get(place));
    }

    /// The direct children of a parameter by name, such as metadata.
    public Map<String, String> entries(String name) {
        var entries = new LinkedHashMap<String, String>();
        var stem = name(name) + "[";
        values.forEach((key, value) -> {
            if (key.startsWith(stem)) entries.put(key.substring(stem.length(), key.length() - 1), value);
        });
        return entries;
    }
}
