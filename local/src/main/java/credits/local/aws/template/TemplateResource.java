package credits.local.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Set;

/// One resource of one stack, with its properties as they are in the template.
record TemplateResource(String stack, String id, String type, JsonNode properties) {
    /// The resource in messages: its stack, id and type.
    String describe() {
        return stack + "." + id + " (" + type + ")";
    }

    /// Rejects the resource if it has a property that is neither supported nor ignored on purpose.
    @CanIgnoreReturnValue
    TemplateResource requireOnly(Set<String> supported, Set<String> ignored) {
        for (var property : properties.properties())
            if (!supported.contains(property.getKey()) && !ignored.contains(property.getKey()))
                throw unsupported("property " + property.getKey() + " is not supported");
        return this;
    }

    /// A property; a "missing" node if it is absent.
    JsonNode property(String name) {
        return properties.path(name);
    }

    /// The text of a property, or `defaultValue` if it is absent.
    String text(String name, String defaultValue) {
        var value = property(name);
        if (value.isMissingNode()) return defaultValue;
        if (!value.isValueNode()) throw unsupported("property " + name + " is not a plain value");
        return value.asText();
    }

    /// The text of a property; rejects the resource if it is absent.
    String text(String name) {
        if (property(name).isMissingNode()) throw unsupported("property " + name + " is missing");
        return text(name, "");
    }

    int number(String name, int defaultValue) {
        try {
            return Integer.parseInt(text(name, String.valueOf(defaultValue)));
        } catch (NumberFormatException _) {
            throw unsupported("property " + name + " is not a number");
        }
    }

    /// Rejects the resource unless the property has the one supported value.
    @CanIgnoreReturnValue
    TemplateResource requireValue(String name, String expected) {
        if (!text(name, expected).equals(expected))
            throw unsupported("property " + name + " is " + text(name) + ", but only " + expected + " is supported");
        return this;
    }

    UnsupportedTemplateException unsupported(String reason) {
        return new UnsupportedTemplateException(describe(), reason);
    }
}
