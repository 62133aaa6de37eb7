package credits.simulation.store;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The attributes that a read returns: all, or those it names, or single members of maps. What it omits is billed
/// nevertheless.
record ProjectionExpression(boolean isAll, List<Path> paths) {
    private static final String PARAMETER = "ProjectionExpression";

    /// An attribute, or a member of one that is a map.
    private record Path(String attribute, Optional<String> member) {
        boolean overlaps(Path other) {
            return attribute.equals(other.attribute)
                    && (member.isEmpty() || other.member.isEmpty() || member.equals(other.member));
        }

        @Override
        public String toString() {
            return member.map(name -> attribute + ", " + name).orElse(attribute);
        }
    }

    static ProjectionExpression parse(@Nullable String text, ExpressionPlaceholders placeholders) {
        if (text == null) return new ProjectionExpression(true, List.of());
        var tokens = new ExpressionTokens(PARAMETER, text);
        var paths = new ArrayList<Path>();
        do {
            var path = nextPath(tokens, placeholders);
            for (var earlier : paths) {
                if (path.overlaps(earlier))
                    throw DynamoDbErrors.validationError("Invalid " + PARAMETER
                            + ": Two document paths overlap with each other; must "
                            + "remove or rewrite one of these paths; path one: [" + earlier + "], path two: [" + path
                            + "]");
            }
            paths.add(path);
        } while (tokens.skipIf(","));
        tokens.expectEnd();
        return new ProjectionExpression(false, paths);
    }

    private static Path nextPath(ExpressionTokens tokens, ExpressionPlaceholders placeholders) {
        var attribute = tokens.nextName(placeholders);
        return new Path(attribute, tokens.skipIf(".") ? Optional.of(tokens.nextName(placeholders)) : Optional.empty());
    }

    Map<String, AttributeValue> project(StoredItem item) {
        if (isAll) return item.attributes();
        var some = new TreeMap<String, AttributeValue>();
        for (var path : paths) {
            var value = item.attributes().get(path.attribute());
            if (value == null) continue;
            if (path.member().isEmpty()) some.put(path.attribute(), value);
            else projectMember(path, value, some);
        }
        return some;
    }

    private static void projectMember(Path path, AttributeValue value, Map<String, AttributeValue> some) {
        var member = path.member().orElseThrow();
        if (!value.hasM() || !value.m().containsKey(member)) return;
        var members = new TreeMap<String, AttributeValue>();
        var earlier = some.get(path.attribute());
        if (earlier != null) members.putAll(earlier.m());
        members.put(member, requireNonNull(value.m().get(member)));
        some.put(path.attribute(), AttributeValue.fromM(members));
    }
}
