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
public final class FormParameters {
    /// The path of the nested object, empty at the top level.
    private final String prefix;

    private final Map<String, String> values;

    private FormParameters(String prefix, Map<String, String> values) {
        this.prefix = prefix;
        this.values = values;
    }

    /// Parses a body or a query. Elements `name[]` are numbered `name[0]`, `name[1]` and so on.
    public static FormParameters parse(String encoded) {
        var values = new LinkedHashMap<String, String>();
        for (var pair : encoded.split("&", -1)) {
            if (pair.isEmpty()) continue;
            var parts = pair.split("=", 2);
            values.put(withIndex(decode(parts[0]), values), parts.length == 2 ? decode(parts[1]) : "");
        }
        return new FormParameters("", values);
    }

    private static String withIndex(String name, Map<String, String> taken) {
        if (!name.endsWith("[]")) return name;
        var stem = name.substring(0, name.length() - 1);
        int index = 0;
        while (taken.containsKey(stem + index + "]")) index++;
        return stem + index + "]";
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /// All parameters by their full names.
    public Map<String, String> values() {
        return values;
    }

    /// The full name of a parameter, as the caller writes it.
    public String fullName(String name) {
        return prefix.isEmpty() ? name : prefix + "[" + name + "]";
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(fullName(name))).filter(text -> !text.isEmpty());
    }

    public String requiredText(String name) {
        return text(name).orElseThrow(() -> FakeStripeException.missingParameter(fullName(name)));
    }

    /// A whole number; Stripe's error if it is not one.
    public OptionalLong number(String name) {
        var text = text(name);
        if (text.isEmpty()) return OptionalLong.empty();
        if (!text.get().matches("-?\\d{1,15}"))
            throw FakeStripeException.invalidParameter(
                    "parameter_invalid_integer", fullName(name), "Invalid integer: " + text.get());
        return OptionalLong.of(Long.parseLong(text.get()));
    }

    public boolean isTrue(String name) {
        var text = text(name).orElse("false");
        if (!text.matches("true|false"))
            throw FakeStripeException.invalidParameter("", fullName(name), "Invalid boolean: " + text);
        return Boolean.parseBoolean(text);
    }

    /// One of the known values, if present.
    public Optional<String> choice(String name, List<String> allowed) {
        var text = text(name);
        if (text.isPresent() && !allowed.contains(text.get()))
            throw FakeStripeException.invalidParameter(
                    "", fullName(name), "Invalid " + fullName(name) + ": must be one of " + String.join(", ", allowed));
        return text;
    }

    /// The parameters of a nested object.
    public FormParameters nested(String name) {
        return new FormParameters(fullName(name), values);
    }

    public boolean has(String name) {
        return values.keySet().stream()
                .anyMatch(key -> key.equals(fullName(name)) || key.startsWith(fullName(name) + "["));
    }

    /// The elements of an array of objects.
    public List<FormParameters> elements(String name) {
        var elements = new ArrayList<FormParameters>();
        var array = nested(name);
        for (int index = 0; array.has(Integer.toString(index)); index++)
            elements.add(array.nested(Integer.toString(index)));
        return elements;
    }

    /// The elements of an array of texts.
    public List<String> texts(String name) {
        return elements(name).stream()
                .flatMap(element -> element.ownValue().stream())
                .toList();
    }

    /// The value at this path.
    public Optional<String> ownValue() {
        return Optional.ofNullable(values.get(prefix));
    }

    /// The direct children of a parameter by name, such as metadata.
    public Map<String, String> entries(String name) {
        var entries = new LinkedHashMap<String, String>();
        var stem = fullName(name) + "[";
        values.forEach((key, value) -> {
            if (key.startsWith(stem)) entries.put(key.substring(stem.length(), key.length() - 1), value);
        });
        return entries;
    }
}
