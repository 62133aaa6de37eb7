package credits.simulation.store;

import static credits.aws.TableKeys.PARTITION_KEY;
import static credits.aws.TableKeys.SORT_KEY;

import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The effect of an update on an item: the attributes it sets and those it removes.
///
/// `ADD` is banned: the SDK silently retries a request whose response was lost, which would add twice.
record UpdateExpression(Map<String, AttributeValue> assignments, Set<String> removed) {
    private static final String PARAMETER = "UpdateExpression";

    static UpdateExpression parse(String text, ExpressionPlaceholders placeholders) {
        var tokens = new ExpressionTokens(PARAMETER, text);
        var expression = new UpdateExpression(new TreeMap<>(), new HashSet<>());
        var sections = new HashSet<String>();
        while (!tokens.atEnd()) expression.parseSection(tokens, sections, placeholders);
        return expression;
    }

    private void parseSection(ExpressionTokens tokens, Set<String> sections, ExpressionPlaceholders placeholders) {
        var section = tokens.next();
        if (section.equalsIgnoreCase("ADD")) {
            throw new IllegalStateException(
                    "ADD is banned: the SDK retries a request whose response was lost, and would add twice");
        }
        if (!section.equals("SET") && !section.equals("REMOVE")) throw tokens.unsupported();
        if (!sections.add(section)) {
            throw DynamoDbErrors.validationError("Invalid " + PARAMETER + ": The \"" + section
                    + "\" section can only be used once in an update expression;");
        }
        do parseClause(section, tokens, placeholders);
        while (tokens.skipIf(","));
    }

    private void parseClause(String section, ExpressionTokens tokens, ExpressionPlaceholders placeholders) {
        var name = tokens.nextName(placeholders);
        if (assignments.containsKey(name) || removed.contains(name)) {
            throw DynamoDbErrors.validationError("Invalid " + PARAMETER
                    + ": Two document paths overlap with each other; must "
                    + "remove or rewrite one of these paths; path one: [" + name + "], path two: [" + name + "]");
        }
        if (section.equals("REMOVE")) {
            var _ = removed.add(name);
            return;
        }
        tokens.expect("=");
        var _ = assignments.put(name, tokens.nextValue(placeholders));
    }

    /// The key attribute that this would change, which DynamoDB rejects; empty if there is none.
    String changedKeyAttribute() {
        if (assignments.containsKey(PARTITION_KEY) || removed.contains(PARTITION_KEY)) return PARTITION_KEY;
        return assignments.containsKey(SORT_KEY) || removed.contains(SORT_KEY) ? SORT_KEY : "";
    }

    /// The item at `key` after this update of `old`, which is empty if there was none.
    StoredItem applyTo(ItemKey key, Map<String, AttributeValue> old) {
        var attributes = new TreeMap<>(old);
        attributes.putAll(key.attributes());
        attributes.putAll(assignments);
        var _ = attributes.keySet().removeAll(removed);
        return StoredItem.withAttributes(key, Collections.unmodifiableMap(attributes));
    }
}
