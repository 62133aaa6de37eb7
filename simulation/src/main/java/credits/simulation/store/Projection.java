package credits.simulation.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The attributes that a read returns: all, or those it names. Attributes that it omits are billed nevertheless.
record Projection(boolean isAll, List<String> names) {
    private static final String PARAMETER = "ProjectionExpression";

    static Projection parse(@Nullable String text, Placeholders placeholders) {
        if (text == null) return new Projection(true, List.of());
        var tokens = new Tokens(PARAMETER, text);
        var names = new ArrayList<String>();
        do {
            var name = tokens.name(placeholders);
            if (names.contains(name)) {
                throw Rejection.invalid("Invalid " + PARAMETER + ": Two document paths overlap with each other; must "
                        + "remove or rewrite one of these paths; path one: [" + name + "], path two: [" + name + "]");
            }
            names.add(name);
        } while (tokens.skip(","));
        tokens.expectEnd();
        return new Projection(false, names);
    }

    Map<String, AttributeValue> of(Item item) {
        if (isAll) return item.attributes();
        var some = new TreeMap<>(item.attributes());
        var _ = some.keySet().retainAll(names);
        return some;
    }
}
