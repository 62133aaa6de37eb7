package credits.local.aws.iamproxy;

import com.fasterxml.jackson.databind.JsonNode;
import credits.local.aws.iam.PartitionCondition;
import java.util.HashMap;

/// Finds the partition that a query reads.
final class KeyConditionParser {
    private KeyConditionParser() {}

    /// @param keyName the table's partition key
    static String partitionKey(JsonNode query, String keyName) throws UnsupportedCallException {
        var names = new HashMap<String, String>();
        query.path("ExpressionAttributeNames")
                .properties()
                .forEach(name -> names.put(name.getKey(), name.getValue().asText()));
        var expression = query.path("KeyConditionExpression").asText();
        var placeholder = PartitionCondition.findPlaceholder(expression, names, keyName);
        if (placeholder.isEmpty())
            throw new UnsupportedCallException("a query without a partition in KeyConditionExpression");
        return DynamoDbProtocol.keyText(query.path("ExpressionAttributeValues").path(placeholder.get()));
    }
}
