package credits.local.aws.role;

import static java.util.Objects.requireNonNull;

import credits.local.aws.iam.ConditionKey;
import credits.local.aws.iam.IamRequest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// Calls to the table as IAM sees them.
final class TableRequest {
    private static final String TABLE = "AccountsTable.Arn";
    private static final String PARTITION_KEY = "p";

    private TableRequest() {}

    /// A call for one item or partition.
    ///
    /// @param key the item or its key; empty if the call names none
    static IamRequest of(String action, Map<String, AttributeValue> key) {
        return new IamRequest("dynamodb:" + action, TABLE, leadingKeys(key));
    }

    /// One item of a transaction: the action of its kind.
    static IamRequest inTransaction(TransactWriteItem item) {
        if (item.put() != null) return inTransaction("PutItem", item.put().item());
        if (item.update() != null)
            return inTransaction("UpdateItem", item.update().key());
        if (item.delete() != null)
            return inTransaction("DeleteItem", item.delete().key());
        return inTransaction("ConditionCheckItem", item.conditionCheck().key());
    }

    private static IamRequest inTransaction(String action, Map<String, AttributeValue> key) {
        var context = leadingKeys(key);
        context.put(ConditionKey.ENCLOSING_OPERATION, List.of("TransactWriteItems"));
        return new IamRequest("dynamodb:" + action, TABLE, context);
    }

    private static Map<ConditionKey, List<String>> leadingKeys(Map<String, AttributeValue> key) {
        var context = new EnumMap<ConditionKey, List<String>>(ConditionKey.class);
        if (!key.isEmpty())
            context.put(
                    ConditionKey.LEADING_KEYS,
                    List.of(requireNonNull(key.get(PARTITION_KEY)).s()));
        return context;
    }
}
