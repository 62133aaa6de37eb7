package credits.local.aws.iamproxy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/// Finds the partition that a query reads, as in `p = :organisation AND s > :from`.
final class KeyConditionParser {
    private static final Pattern EQUALITY = Pattern.compile("([#\\w.-]+)\\s*=\\s*(:\\w+)");

    private KeyConditionParser() {}

    /// @param keyName the table's partition key
    static String partitionKey(JsonNode query, String keyName) throws UnsupportedCallException {
        var names = query.path("ExpressionAttributeNames");
        var equality = EQUALITY.matcher(query.path("KeyConditionExpression").asText());
        while (equality.find()) {
            var name = equality.group(1);
            if (keyName.equals(names.path(name).asText(name)))
                return DynamoDbProtocol.keyText(
                        query.path("ExpressionAttributeValues").path(equality.group(2)));
        }
        throw new UnsupportedCallException("a query without a partition in KeyConditionExpression");
    }
}
