package credits.aws;

import static credits.aws.ItemAttributes.number;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Items that are put whole, each over the version that the change was decided on: no race and no retry counts a change
/// twice or not at all.
///
/// Throws [credits.retry.ServiceUnavailableException] if the store does not answer.
public final class VersionedItems {
    private static final String VERSION = "version";

    private final DynamoDbClient dynamo;
    private final String table;
    private final String description;

    /// @param description what the items are, for messages
    public VersionedItems(DynamoDbClient dynamo, String table, String description) {
        this.dynamo = dynamo;
        this.table = table;
        this.description = description;
    }

    /// Returns the item of this key as it is now; empty if there is none.
    public Map<String, AttributeValue> read(Map<String, AttributeValue> key) {
        return AwsCall.readOrWrite(
                description,
                () -> dynamo.getItem(get -> get.tableName(table).key(key).consistentRead(true))
                        .item());
    }

    /// Returns the version of an item that was read: 0 without one, and one more with each put.
    public static long versionOf(Map<String, AttributeValue> item) {
        return item.isEmpty() ? 0 : number(item, VERSION);
    }

    /// Puts `item`, if the stored version is still `before`. Returns false if it is not; nothing is then changed.
    public boolean tryReplace(Map<String, AttributeValue> item, long before) {
        return AwsCall.readOrWrite(description, () -> {
            try {
                var _ = dynamo.putItem(put -> {
                    put.tableName(table).item(next(item, before)).conditionExpression(condition(before));
                    if (before != 0) put.expressionAttributeValues(values(before));
                });
                return true;
            } catch (ConditionalCheckFailedException changed) {
                return false;
            }
        });
    }

    /// The same put for a transaction, which fails if the stored version is no longer `before`.
    public TransactWriteItem replacement(Map<String, AttributeValue> item, long before) {
        var put = Put.builder().tableName(table).item(next(item, before)).conditionExpression(condition(before));
        if (before != 0) put.expressionAttributeValues(values(before));
        return TransactWriteItem.builder().put(put.build()).build();
    }

    private static Map<String, AttributeValue> next(Map<String, AttributeValue> item, long before) {
        var next = new HashMap<>(item);
        next.put(VERSION, number(before + 1));
        return next;
    }

    private static String condition(long before) {
        return before == 0 ? TableKeys.IF_ABSENT : VERSION + " = :before";
    }

    private static Map<String, AttributeValue> values(long before) {
        return Map.of(":before", number(before));
    }
}
