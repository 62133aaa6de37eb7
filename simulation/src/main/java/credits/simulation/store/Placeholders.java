package credits.simulation.store;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The names (`#n`) and values (`:v`) that a request defines for its expressions: each must be defined, and used.
final class Placeholders {
    private final Map<String, String> names;
    private final Map<String, AttributeValue> values;
    private final Set<String> used = new HashSet<>();

    Placeholders(Map<String, String> names, Map<String, AttributeValue> values) {
        this.names = names;
        this.values = values;
    }

    /// The attribute that a token means: itself, or the name it stands for.
    String name(String token, String expression) {
        if (!token.startsWith("#")) return ReservedWords.refuse(token, expression);
        var name = names.get(token);
        if (name == null) {
            throw Rejection.invalid("Invalid " + expression + ": An expression attribute name used in the document "
                    + "path is not defined; attribute name: " + token);
        }
        var _ = used.add(token);
        return name;
    }

    AttributeValue value(String token, String expression) {
        var value = values.get(token);
        if (value == null) {
            throw Rejection.invalid("Invalid " + expression + ": An expression attribute value used in expression is "
                    + "not defined; attribute value: " + token);
        }
        var _ = used.add(token);
        return Item.kept(value);
    }

    /// Call this when all expressions are parsed.
    void refuseUnused() {
        refuseUnused("ExpressionAttributeNames", names.keySet());
        refuseUnused("ExpressionAttributeValues", values.keySet());
    }

    private void refuseUnused(String parameter, Set<String> given) {
        var unused = new TreeSet<>(given);
        var _ = unused.removeAll(used);
        if (unused.isEmpty()) return;
        throw Rejection.invalid(
                "Value provided in " + parameter + " unused in expressions: keys: {" + String.join(", ", unused) + "}");
    }

    /// Call this when the request has no expression at all.
    void refuseAny() {
        refuseAny("ExpressionAttributeNames", !names.isEmpty());
        refuseAny("ExpressionAttributeValues", !values.isEmpty());
    }

    private static void refuseAny(String parameter, boolean given) {
        if (given) throw Rejection.invalid(parameter + " can only be specified when using expressions");
    }
}
