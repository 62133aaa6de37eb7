package credits.simulation.store;

import static credits.simulation.store.Rejection.invalid;
import static java.util.stream.Collectors.toUnmodifiableSet;

import credits.ledger.Table;
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
/// @param outcome maps the old item (empty if there is none) to the new one; empty if nothing is written
/// @param givesOld whether the old item is returned if the condition fails
/// @param touchedKey the key attribute that it would change, which no write may do; otherwise empty
/// @param payload its share of a transaction's size: items, keys, values and expressions
record Action(
        Key key,
        Condition condition,
        Function<Map<String, AttributeValue>, Optional<Item>> outcome,
        boolean givesOld,
        String touchedKey,
        int payload) {
    private static final Set<String> OF_PUT = Set.of(
            "TableName",
            "Item",
            "ConditionExpression",
            "ReturnValuesOnConditionCheckFailure",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues");
    private static final Set<String> OF_CHECK = Set.of(
            "TableName",
            "Key",
            "ConditionExpression",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues",
            "ReturnValuesOnConditionCheckFailure");
    private static final Set<String> OF_UPDATE =
            Stream.concat(OF_CHECK.stream(), Stream.of("UpdateExpression")).collect(toUnmodifiableSet());

    static Action of(TransactWriteItem item) {
        Known.only(item, Set.of("Put", "Update", "ConditionCheck"));
        if (item.put() != null) return put(item.put());
        if (item.update() != null) return update(item.update());
        if (item.conditionCheck() != null) return check(item.conditionCheck());
        throw invalid("Invalid Request: TransactWriteRequest should contain Delete or Put or Update request");
    }

    static Action put(Put put) {
        Known.only(put, OF_PUT);
        var placeholders = new Placeholders(put.expressionAttributeNames(), put.expressionAttributeValues());
        var condition = ConditionParser.ofPut(put.conditionExpression(), placeholders);
        if (put.conditionExpression() == null) placeholders.refuseAny();
        placeholders.refuseUnused();
        if (!put.hasItem()) throw invalid("Item to put in PutItem cannot be null");
        var item = Item.of(put.item());
        WriteOnce.put(item.key(), condition.equals(new Condition.Absent(Table.PARTITION)));
        return new Action(
                item.key(),
                condition,
                _ -> Optional.of(item),
                givesOld(put.returnValuesOnConditionCheckFailure()),
                "",
                item.bytes() + ItemSize.of(put.expressionAttributeValues()) + length(put.conditionExpression()));
    }

    static Action update(Update update) {
        Known.only(update, OF_UPDATE);
        if (update.updateExpression() == null) throw new UnsupportedOperationException("an update of nothing");
        var placeholders = new Placeholders(update.expressionAttributeNames(), update.expressionAttributeValues());
        var change = Change.parse(update.updateExpression(), placeholders);
        var condition = ConditionParser.parse(update.conditionExpression(), placeholders);
        placeholders.refuseUnused();
        var key = Key.named(update.key());
        WriteOnce.update(key);
        return new Action(
                key,
                condition,
                old -> Optional.of(change.applied(key, old)),
                givesOld(update.returnValuesOnConditionCheckFailure()),
                change.touchedKey(),
                ItemSize.of(update.key())
                        + ItemSize.of(update.expressionAttributeValues())
                        + length(update.updateExpression())
                        + length(update.conditionExpression()));
    }

    private static Action check(ConditionCheck check) {
        Known.only(check, OF_CHECK);
        var placeholders = new Placeholders(check.expressionAttributeNames(), check.expressionAttributeValues());
        var condition = ConditionParser.parse(check.conditionExpression(), placeholders);
        placeholders.refuseUnused();
        return new Action(
                Key.named(check.key()),
                condition,
                _ -> Optional.empty(),
                givesOld(check.returnValuesOnConditionCheckFailure()),
                "",
                ItemSize.of(check.key())
                        + ItemSize.of(check.expressionAttributeValues())
                        + length(check.conditionExpression()));
    }

    private static int length(@Nullable String expression) {
        return expression == null ? 0 : Key.bytes(expression);
    }

    private static boolean givesOld(@Nullable ReturnValuesOnConditionCheckFailure wanted) {
        return wanted == ReturnValuesOnConditionCheckFailure.ALL_OLD;
    }
}
