package credits.simulation.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The attributes that a read returns: all, or those it names. Attributes that it omits are billed nevertheless.
record ProjectionExpression(boolean isAll, List<String> names) {
    private static final String PARAMETER = "ProjectionExpression";

    static ProjectionExpression parse(@Nullable String text, ExpressionPlaceholders placeholders) {
        if (text == null) return new ProjectionExpression(true, List.of());
        var tokens = new ExpressionTokens(PARAMETER, text);
        var names = new ArrayList<String>();
        do {
            var name = tokens.nextName(placeholders);
            if (names.contains(name)) {
                throw DynamoDbErrors.validationError("Invalid " + PARAMETER
                        + ": Two document paths overlap with each other; must "
                        + "remove or rewrite one of these paths; path one: [" + name + "], path two: [" + name + "]");
            }
            names.add(name);
        } while (tokens.skipIf(","));
        tokens.expectEnd();
        return new ProjectionExpression(false, names);
    }

    Map<String, AttributeValue> project(StoredItem item) {
        if (isAll) return item.attributes();
        var some = new TreeMap<>(item.attributes());
        var _ = some.keySet().retainAll(names);
        return some;
    }
}
