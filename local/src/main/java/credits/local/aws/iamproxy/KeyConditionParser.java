package credits.local.guard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/// Finds the partition that a query reads: `p = :organisation AND s > :from`.
final class KeyCondition {
    private static final Pattern EQUALITY = Pattern.compile("([#\\w.-]+)\\s*=\\s*(:\\w+)");

    private KeyCondition() {}

    /// @param partition the table's partition key
    static String of(JsonNode query, String partition) throws NotPlayed {
        var names = query.path("ExpressionAttributeNames");
        var equality = EQUALITY.matcher(query.path("KeyConditionExpression").asText());
        while (equality.find()) {
            var name = equality.group(1);
            if (partition.equals(names.path(name).asText(name)))
                return TableCalls.text(query.path("ExpressionAttributeValues").path(equality.group(2)));
        }
        throw new NotPlayed("a query without its partition in KeyConditionExpression");
    }
}
