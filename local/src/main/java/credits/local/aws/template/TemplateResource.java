package credits.local.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Set;

/// One resource of one stack, with its properties as CloudFormation writes them.
record TemplateResource(String stack, String id, String type, JsonNode properties) {
    /// What resources are called in messages.
    String describe() {
        return stack + "." + id + " (" + type + ")";
    }

    /// Every property must be in one of the two sets: what we play, or what has no meaning on one machine.
    @CanIgnoreReturnValue
    TemplateResource requireOnly(Set<String> supported, Set<String> ignored) {
        for (var property : properties.properties())
            if (!supported.contains(property.getKey()) && !ignored.contains(property.getKey()))
                throw unsupported("property " + property.getKey() + " is not understood");
        return this;
    }

    /// The property, or JSON's "missing".
    JsonNode property(String name) {
        return properties.path(name);
    }

    /// The property's text when there is one; `defaultValue` is what CloudFormation does without it.
    String text(String name, String defaultValue) {
        var value = property(name);
        if (value.isMissingNode()) return defaultValue;
        if (!value.isValueNode()) throw unsupported("property " + name + " is not a plain value");
        return value.asText();
    }

    /// The property's text; without it the resource is refused.
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

    /// Refuses the resource unless the property has the one value that we play.
    @CanIgnoreReturnValue
    TemplateResource requireValue(String name, String expected) {
        if (!text(name, expected).equals(expected))
            throw unsupported("property " + name + " is " + text(name) + ", only " + expected + " is understood");
        return this;
    }

    UnsupportedTemplateException unsupported(String reason) {
        return new UnsupportedTemplateException(describe(), reason);
    }
}
