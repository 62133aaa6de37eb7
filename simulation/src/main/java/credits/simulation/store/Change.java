package credits.simulation.store;

import static credits.ledger.Table.PARTITION;
import static credits.ledger.Table.SORT;

import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The effect of an update on an item: the attributes it sets and those it removes.
///
/// `ADD` is banned: the SDK silently retries a request whose response was lost, which would add twice.
record Change(Map<String, AttributeValue> set, Set<String> removed) {
    private static final String PARAMETER = "UpdateExpression";

    static Change parse(String text, Placeholders placeholders) {
        var tokens = new Tokens(PARAMETER, text);
        var change = new Change(new TreeMap<>(), new HashSet<>());
        var sections = new HashSet<String>();
        while (!tokens.atEnd()) change.section(tokens, sections, placeholders);
        return change;
    }

    private void section(Tokens tokens, Set<String> sections, Placeholders placeholders) {
        var section = tokens.next();
        if (section.equalsIgnoreCase("ADD")) {
            throw new IllegalStateException(
                    "ADD is banned: the SDK retries a request whose response was lost, and would add twice");
        }
        if (!section.equals("SET") && !section.equals("REMOVE")) throw tokens.unknown();
        if (!sections.add(section)) {
            throw Rejection.invalid("Invalid " + PARAMETER + ": The \"" + section
                    + "\" section can only be used once in an update expression;");
        }
        do one(section, tokens, placeholders);
        while (tokens.skip(","));
    }

    private void one(String section, Tokens tokens, Placeholders placeholders) {
        var name = tokens.name(placeholders);
        if (set.containsKey(name) || removed.contains(name)) {
            throw Rejection.invalid("Invalid " + PARAMETER + ": Two document paths overlap with each other; must "
                    + "remove or rewrite one of these paths; path one: [" + name + "], path two: [" + name + "]");
        }
        if (section.equals("REMOVE")) {
            var _ = removed.add(name);
            return;
        }
        tokens.expect("=");
        var _ = set.put(name, tokens.value(placeholders));
    }

    /// The key attribute that this would change, which DynamoDB rejects; empty if there is none.
    String touchedKey() {
        if (set.containsKey(PARTITION) || removed.contains(PARTITION)) return PARTITION;
        return set.containsKey(SORT) || removed.contains(SORT) ? SORT : "";
    }

    /// The item at `key` after this update of `old`, which is empty if there was none.
    Item applied(Key key, Map<String, AttributeValue> old) {
        var attributes = new TreeMap<>(old);
        attributes.putAll(key.attributes());
        attributes.putAll(set);
        var _ = attributes.keySet().removeAll(removed);
        return Item.updated(key, Collections.unmodifiableMap(attributes));
    }
}
