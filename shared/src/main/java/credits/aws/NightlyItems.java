package credits.aws;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The items of the nightly work, in the partition [TableKeys#RECONCILIATION_PARTITION]. Reads are strongly consistent.
/// Throws [credits.retry.ServiceUnavailableException] if the store does not answer.
///
/// @param subject the data, such as `the monthly close`, for the message of the exception
public record NightlyItems(DynamoDbClient dynamo, String table, String subject) {
    private static final String WITH_PREFIX =
            TableKeys.PARTITION_KEY + " = :p AND begins_with(" + TableKeys.SORT_KEY + ", :prefix)";

    /// Returns the item with this sort key.
    public Optional<Map<String, AttributeValue>> find(String sort) {
        return AwsCall.readOrWrite(subject, () -> {
            var item = dynamo.getItem(get -> get.tableName(table).key(key(sort)).consistentRead(true))
                    .item();
            return Optional.of(item).filter(found -> !found.isEmpty());
        });
    }

    /// Returns the items whose sort keys begin with `prefix`, in the order of these, as `read` reads them.
    ///
    /// @param unreadable receives a fault for each item that cannot be read, which names it
    public <T> List<T> readAll(
            String prefix, Function<Map<String, AttributeValue>, T> read, Consumer<RuntimeException> unreadable) {
        return AwsCall.readOrWrite(
                subject,
                () -> dynamo
                        .queryPaginator(query -> query.tableName(table)
                                .consistentRead(true)
                                .keyConditionExpression(WITH_PREFIX)
                                .expressionAttributeValues(Map.of(
                                        ":p",
                                        AttributeValue.fromS(TableKeys.RECONCILIATION_PARTITION),
                                        ":prefix",
                                        AttributeValue.fromS(prefix))))
                        .items()
                        .stream()
                        .flatMap(item -> ItemAttributes.tryRead(item, read, unreadable).stream())
                        .toList());
    }

    /// Stores the item with this sort key, in place of an earlier one.
    public void put(String sort, Map<String, AttributeValue> attributes) {
        var _ = AwsCall.readOrWrite(
                subject, () -> dynamo.putItem(put -> put.tableName(table).item(item(sort, attributes))));
    }

    /// Stores the item with this sort key. Throws [ConditionalCheckFailedException] if the condition does not hold.
    public void putIf(
            String sort, Map<String, AttributeValue> attributes, String condition, Map<String, AttributeValue> values) {
        var _ = AwsCall.readOrWrite(
                subject,
                () -> dynamo.putItem(put -> put.tableName(table)
                        .item(item(sort, attributes))
                        .conditionExpression(condition)
                        .expressionAttributeValues(values)));
    }

    private static Map<String, AttributeValue> item(String sort, Map<String, AttributeValue> attributes) {
        var item = new HashMap<>(attributes);
        item.putAll(key(sort));
        return item;
    }

    private static Map<String, AttributeValue> key(String sort) {
        return Map.of(
                TableKeys.PARTITION_KEY, AttributeValue.fromS(TableKeys.RECONCILIATION_PARTITION),
                TableKeys.SORT_KEY, AttributeValue.fromS(sort));
    }
}
