package credits.simulation.store;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The names (`#n`) and values (`:v`) that a request defines for its expressions: each must be defined, and used.
final class ExpressionPlaceholders {
    private final Map<String, String> names;
    private final Map<String, AttributeValue> values;
    private final Set<String> used = new HashSet<>();

    ExpressionPlaceholders(Map<String, String> names, Map<String, AttributeValue> values) {
        this.names = names;
        this.values = values;
    }

    /// The attribute that a token means: itself, or the name it stands for.
    String resolveName(String token, String expression) {
        if (!token.startsWith("#")) return ReservedWords.requireNotReserved(token, expression);
        var name = names.get(token);
        if (name == null) {
            throw DynamoDbErrors.validationError(
                    "Invalid " + expression + ": An expression attribute name used in the document "
                            + "path is not defined; attribute name: " + token);
        }
        var _ = used.add(token);
        return name;
    }

    AttributeValue resolveValue(String token, String expression) {
        var value = values.get(token);
        if (value == null) {
            throw DynamoDbErrors.validationError(
                    "Invalid " + expression + ": An expression attribute value used in expression is "
                            + "not defined; attribute value: " + token);
        }
        var _ = used.add(token);
        return StoredItem.normalise(value);
    }

    /// Call this when all expressions are parsed.
    void rejectUnused() {
        rejectUnused("ExpressionAttributeNames", names.keySet());
        rejectUnused("ExpressionAttributeValues", values.keySet());
    }

    private void rejectUnused(String parameter, Set<String> given) {
        var unused = new TreeSet<>(given);
        var _ = unused.removeAll(used);
        if (unused.isEmpty()) return;
        throw DynamoDbErrors.validationError(
                "Value provided in " + parameter + " unused in expressions: keys: {" + String.join(", ", unused) + "}");
    }

    /// Call this when the request has no expression at all.
    void rejectAny() {
        rejectAny("ExpressionAttributeNames", !names.isEmpty());
        rejectAny("ExpressionAttributeValues", !values.isEmpty());
    }

    private static void rejectAny(String parameter, boolean given) {
        if (given) throw DynamoDbErrors.validationError(parameter + " can only be specified when using expressions");
    }
}
