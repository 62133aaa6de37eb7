package credits.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.Set;

/// One resource of one stack, with its properties as CloudFormation writes them.
record Resource(String stack, String id, String type, JsonNode properties) {
    /// What resources are called in messages.
    String place() {
        return stack + "." + id + " (" + type + ")";
    }

    /// Every property must be in one of the two sets: what we play, or what has no meaning on one machine.
    @CanIgnoreReturnValue
    Resource refuseOtherThan(Set<String> played, Set<String> withoutMeaningHere) {
        for (var property : properties.properties())
            if (!played.contains(property.getKey()) && !withoutMeaningHere.contains(property.getKey()))
                throw refused("property " + property.getKey() + " is not understood");
        return this;
    }

    /// The property, or JSON's "missing".
    JsonNode property(String name) {
        return properties.path(name);
    }

    /// The property's text when there is one; `otherwise` is what CloudFormation does without it.
    String text(String name, String otherwise) {
        var value = property(name);
        if (value.isMissingNode()) return otherwise;
        if (!value.isValueNode()) throw refused("property " + name + " is not a plain value");
        return value.asText();
    }

    /// The property's text; without it the resource is refused.
    String text(String name) {
        if (property(name).isMissingNode()) throw refused("property " + name + " is missing");
        return text(name, "");
    }

    int number(String name, int otherwise) {
        try {
            return Integer.parseInt(text(name, String.valueOf(otherwise)));
        } catch (NumberFormatException _) {
            throw refused("property " + name + " is not a number");
        }
    }

    /// Refuses the resource unless the property has the one value that we play.
    @CanIgnoreReturnValue
    Resource mustSay(String name, String expected) {
        if (!text(name, expected).equals(expected))
            throw refused("property " + name + " is " + text(name) + ", only " + expected + " is understood");
        return this;
    }

    Refused refused(String reason) {
        return new Refused(place(), reason);
    }
}
