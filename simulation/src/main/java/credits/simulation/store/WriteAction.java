package credits.simulation.store;

import static credits.simulation.store.DynamoDbErrors.validationError;
import static java.util.stream.Collectors.toUnmodifiableSet;

import credits.aws.TableKeys;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/// One write, parsed from its request but not executed yet: its key, its condition, and the resulting item.
///
/// @param resultingItem maps the old item (empty if there is none) to the new one; empty if nothing is written
/// @param returnsOldItem whether the old item is returned if the condition fails
/// @param changedKeyAttribute the key attribute that it would change, which no write may do; otherwise empty
/// @param payloadBytes its share of a transaction's size: items, keys, values and expressions
record WriteAction(
        ItemKey key,
        ConditionExpression condition,
        Function<Map<String, AttributeValue>, Optional<StoredItem>> resultingItem,
        boolean returnsOldItem,
        String changedKeyAttribute,
        int payloadBytes) {
    private static final Set<String> PUT_PARAMETERS = Set.of(
            "TableName",
            "Item",
            "ConditionExpression",
            "ReturnValuesOnConditionCheckFailure",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues");
    private static final Set<String> CHECK_PARAMETERS = Set.of(
            "TableName",
            "Key",
            "ConditionExpression",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ReturnValuesOnConditionCheckFailure");
    private static final Set<String> UPDATE_PARAMETERS = Stream.concat(
                    CHECK_PARAMETERS.stream(), Stream.of("UpdateExpression"))
            .collect(toUnmodifiableSet());

    static WriteAction from(TransactWriteItem item) {
        SupportedParameters.rejectOthers(item, Set.of("Put", "Update", "ConditionCheck"));
        if (item.put() != null) return fromPut(item.put());
        if (item.update() != null) return fromUpdate(item.update());
        if (item.conditionCheck() != null) return fromConditionCheck(item.conditionCheck());
        throw validationError("Invalid Request: TransactWriteRequest should contain Delete or Put or Update request");
    }

    static WriteAction fromPut(Put put) {
        SupportedParameters.rejectOthers(put, PUT_PARAMETERS);
        var placeholders = new ExpressionPlaceholders(put.expressionAttributeNames(), put.expressionAttributeValues());
        var condition = ConditionExpressionParser.parsePutCondition(put.conditionExpression(), placeholders);
        if (put.conditionExpression() == null) placeholders.rejectAny();
        placeholders.rejectUnused();
        if (!put.hasItem()) throw validationError("Item to put in PutItem cannot be null");
        var item = StoredItem.parse(put.item());
        WriteOnceRule.checkPut(
                item.key(), condition.equals(new ConditionExpression.NotExists(TableKeys.PARTITION_KEY)));
        return new WriteAction(
                item.key(),
                condition,
                _ -> Optional.of(item),
                returnsOldItem(put.returnValuesOnConditionCheckFailure()),
                "",
                item.bytes() + ItemSize.of(put.expressionAttributeValues()) + length(put.conditionExpression()));
    }

    static WriteAction fromUpdate(Update update) {
        SupportedParameters.rejectOthers(update, UPDATE_PARAMETERS);
        if (update.updateExpression() == null) throw new UnsupportedOperationException("an update of nothing");
        var placeholders =
                new ExpressionPlaceholders(update.expressionAttributeNames(), update.expressionAttributeValues());
        var expression = UpdateExpression.parse(update.updateExpression(), placeholders);
        var condition = ConditionExpressionParser.parse(update.conditionExpression(), placeholders);
        placeholders.rejectUnused();
        var key = ItemKey.ofKey(update.key());
        WriteOnceRule.checkUpdate(key);
        return new WriteAction(
                key,
                condition,
                old -> Optional.of(expression.applyTo(key, old)),
                returnsOldItem(update.returnValuesOnConditionCheckFailure()),
                expression.changedKeyAttribute(),
                ItemSize.of(update.key())
                        + ItemSize.of(update.expressionAttributeValues())
                        + length(update.updateExpression())
                        + length(update.conditionExpression()));
    }

    private static WriteAction fromConditionCheck(ConditionCheck check) {
        SupportedParameters.rejectOthers(check, CHECK_PARAMETERS);
        var placeholders =
                new ExpressionPlaceholders(check.expressionAttributeNames(), check.expressionAttributeValues());
        var condition = ConditionExpressionParser.parse(check.conditionExpression(), placeholders);
        placeholders.rejectUnused();
        return new WriteAction(
                ItemKey.ofKey(check.key()),
                condition,
                _ -> Optional.empty(),
                returnsOldItem(check.returnValuesOnConditionCheckFailure()),
                "",
                ItemSize.of(check.key())
                        + ItemSize.of(check.expressionAttributeValues())
                        + length(check.conditionExpression()));
    }

    private static int length(@Nullable String expression) {
        return expression == null ? 0 : ItemKey.utf8Bytes(expression);
    }

    private static boolean returnsOldItem(@Nullable ReturnValuesOnConditionCheckFailure wanted) {
        return wanted == ReturnValuesOnConditionCheckFailure.ALL_OLD;
    }
}
