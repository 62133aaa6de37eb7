package credits.function.privacy;

import credits.aws.AwsCall;
import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// What is stored of an organisation next to its chain, as plain items. They are changed and deleted only as they were
/// read: the functions that own them go on meanwhile.
///
/// Throws [credits.retry.ServiceUnavailableException] if the store does not answer.
final class OrganisationItems {
    private static final String VERSION = "version";

    private final DynamoDbClient dynamo;
    private final String table;

    OrganisationItems(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// A page of items in the order of their sort keys.
    record ItemPage(List<Map<String, AttributeValue>> items, boolean isLast) {}

    /// Returns at most `limit` items after the one with the sort key `after`.
    ItemPage listAfter(OrganisationId organisation, String after, int limit) {
        var page = AwsCall.readOrWrite(
                "the items of " + organisation,
                () -> dynamo.query(query -> query.tableName(table)
                        .consistentRead(true)
                        .limit(limit)
                        .keyConditionExpression(TableKeys.PARTITION_KEY + " = :p AND " + TableKeys.SORT_KEY + " > :s")
                        .expressionAttributeValues(Map.of(
                                ":p", AttributeValue.fromS(TableKeys.profilePartition(organisation)),
                                ":s", AttributeValue.fromS(after)))));
        return new ItemPage(page.items(), !page.hasLastEvaluatedKey());
    }

    /// Reads one item; empty if there is none.
    Optional<Map<String, AttributeValue>> find(Map<String, AttributeValue> key) {
        var item = AwsCall.readOrWrite(
                "an item",
                () -> dynamo.getItem(get -> get.tableName(table).key(key).consistentRead(true))
                        .item());
        return item.isEmpty() ? Optional.empty() : Optional.of(item);
    }

    /// Deletes an item. Returns false if it is no longer as it was read.
    boolean delete(Map<String, AttributeValue> before) {
        var condition = new Expression();
        for (var name : new TreeSet<>(before.keySet())) condition.requireUnchanged(name, before);
        return succeeds(() -> dynamo.deleteItem(delete -> delete.tableName(table)
                .key(keyOf(before))
                .conditionExpression(condition.conditionText())
                .expressionAttributeNames(condition.names)
                .expressionAttributeValues(condition.values)));
    }

    /// Changes what differs between two states of an item. Returns false if that, or the version, is no longer as it
    /// was read.
    boolean replace(Map<String, AttributeValue> before, Map<String, AttributeValue> after) {
        var names = new HashSet<>(before.keySet());
        names.addAll(after.keySet());
        names.removeIf(name -> Optional.ofNullable(before.get(name)).equals(Optional.ofNullable(after.get(name))));
        var update = new Expression();
        for (var name : new TreeSet<>(names)) {
            update.requireUnchanged(name, before);
            update.change(name, after);
        }
        if (before.containsKey(VERSION)) update.countVersion(before);
        return succeeds(() -> dynamo.updateItem(update.toRequest(table, keyOf(before))));
    }

    private static boolean succeeds(Runnable write) {
        try {
            AwsCall.readOrWrite("an item", () -> {
                write.run();
                return true;
            });
            return true;
        } catch (ConditionalCheckFailedException changed) {
            return false;
        }
    }

    static Map<String, AttributeValue> keyOf(Map<String, AttributeValue> item) {
        var key = new HashMap<>(item);
        key.keySet().retainAll(List.of(TableKeys.PARTITION_KEY, TableKeys.SORT_KEY));
        return key;
    }

    /// The expressions of one write.
    private static final class Expression {
        private final Map<String, String> names = new HashMap<>();
        private final Map<String, AttributeValue> values = new HashMap<>();
        private final List<String> conditions = new ArrayList<>();
        private final List<String> sets = new ArrayList<>();
        private final List<String> removals = new ArrayList<>();

        void requireUnchanged(String name, Map<String, AttributeValue> before) {
            var alias = "#n" + names.size();
            names.put(alias, name);
            if (!before.containsKey(name)) conditions.add("attribute_not_exists(" + alias + ")");
            else conditions.add(alias + " = " + value(before.get(name)));
        }

        void change(String name, Map<String, AttributeValue> after) {
            var alias = "#n" + (names.size() - 1);
            if (!after.containsKey(name)) removals.add(alias);
            else sets.add(alias + " = " + value(after.get(name)));
        }

        void countVersion(Map<String, AttributeValue> before) {
            requireUnchanged(VERSION, before);
            long version = ItemAttributes.number(before, VERSION);
            change(VERSION, Map.of(VERSION, ItemAttributes.number(version + 1)));
        }

        private String value(AttributeValue value) {
            var alias = ":v" + values.size();
            values.put(alias, value);
            return alias;
        }

        String conditionText() {
            return String.join(" AND ", conditions);
        }

        UpdateItemRequest toRequest(String table, Map<String, AttributeValue> key) {
            var clauses = new ArrayList<String>();
            if (!sets.isEmpty()) clauses.add("SET " + String.join(", ", sets));
            if (!removals.isEmpty()) clauses.add("REMOVE " + String.join(", ", removals));
            var update = UpdateItemRequest.builder()
                    .tableName(table)
                    .key(key)
                    .updateExpression(String.join(" ", clauses))
                    .conditionExpression(conditionText())
                    .expressionAttributeNames(names);
            return (values.isEmpty() ? update : update.expressionAttributeValues(values)).build();
        }
    }
}
