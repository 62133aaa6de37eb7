package credits.simulation.store;

import static credits.simulation.store.Requests.IF_ABSENT;
import static credits.simulation.store.Requests.TABLE;
import static credits.simulation.store.Requests.at;
import static credits.simulation.store.Requests.number;
import static credits.simulation.store.Requests.putIfAbsent;
import static credits.simulation.store.Requests.text;
import static credits.simulation.store.Requests.with;

import credits.simulation.Chooser;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// Generates calls like ours, on few keys, so that they collide; some contain a mistake.
final class RandomCalls {
    private static final List<String> CONDITIONS = List.of(
            "attribute_exists(p)",
            "attribute_not_exists(p)",
            "attribute_exists(a)",
            "attribute_not_exists(#n)",
            "a = :x",
            "#n IN (:x, :y)",
            "a = :x AND b = :y",
            "a = :x OR attribute_not_exists(a)",
            "(a = :x OR b = :x) AND attribute_exists(p)",
            "attribute_not_exists(p) OR a IN (:x) AND b = :y");
    private static final List<String> UPDATES =
            List.of("SET a = :x", "SET #n = :x, b = :y", "REMOVE a", "SET b = :x REMOVE c, a", "REMOVE #n SET b = :y");
    private static final List<String> RANGES = List.of(
            "p = :p",
            "p = :p AND s BETWEEN :from AND :to",
            "p = :p AND begins_with(s, :from)",
            "p = :p AND s >= :from",
            "p = :p AND s <= :from",
            "p = :p AND s < :from",
            "p = :p AND s > :from");

    /// A call and its request, which is printed when two results differ.
    record RandomCall(DynamoDbRequest request, Function<DynamoDbClient, DynamoDbResponse> call) {}

    private final Chooser chooser;
    private final RandomItems items;
    private boolean hasMistake;

    RandomCalls(Chooser chooser) {
        this.chooser = chooser;
        this.items = new RandomItems(chooser);
    }

    RandomCall next() {
        hasMistake = false;
        return switch (chooser.below(8)) {
            case 0, 1 -> put();
            case 2 -> get();
            case 3, 4 -> query();
            case 5 -> update();
            default -> transaction();
        };
    }

    private RandomCall put() {
        var item = broken(items.item());
        var request = isSegment(item) || chooser.chance(0.6) ? putIfAbsent(item) : Requests.put(item);
        var wanted =
                chooser.chance(0.2) ? request.copy(put -> put.returnValuesOnConditionCheckFailure("NONE")) : request;
        var named = isWrong() ? wanted.copy(put -> put.expressionAttributeNames(Map.of("#n", "a"))) : wanted;
        var sent = isWrong() ? named.copy(put -> put.tableName("other-table")) : named;
        return new RandomCall(sent, client -> client.putItem(sent));
    }

    private RandomCall get() {
        var request = Requests.get(items.key());
        var projected = switch (chooser.below(4)) {
            case 0 -> request.copy(get -> get.projectionExpression("a, s"));
            case 1 -> request.copy(get -> get.projectionExpression("#n").expressionAttributeNames(names()));
            default -> request;
        };
        return new RandomCall(projected, client -> client.getItem(projected));
    }

    private RandomCall query() {
        var range = chooser.among(RANGES);
        var values = new TreeMap<String, AttributeValue>();
        values.put(":p", text(isWrong() ? "" : chooser.among(RandomItems.PARTITIONS)));
        if (range.contains(":from")) values.put(":from", bound());
        if (range.contains(":to") && !isWrong()) values.put(":to", bound());
        if (isWrong()) values.put(":unused", text("?"));
        var request = Requests.query(range, values).toBuilder().scanIndexForward(chooser.chance(0.5));
        if (chooser.chance(0.5)) request.limit(isWrong() ? 0 : 1 + chooser.below(4));
        if (chooser.chance(0.3)) request.projectionExpression("b, s, p");
        var partition = values.get(":p");
        if (chooser.chance(0.3) && partition != null && !partition.s().isEmpty()) {
            request.exclusiveStartKey(at(isWrong() ? "elsewhere" : partition.s(), chooser.among(RandomItems.SORTS)));
        }
        var sent = request.build();
        return new RandomCall(sent, client -> client.query(sent));
    }

    private RandomCall update() {
        var change = updating(shown()).update();
        var request = UpdateItemRequest.builder()
                .tableName(TABLE)
                .key(change.key())
                .updateExpression(change.updateExpression())
                .conditionExpression(change.conditionExpression())
                .returnValuesOnConditionCheckFailure(change.returnValuesOnConditionCheckFailure());
        if (change.hasExpressionAttributeNames()) request.expressionAttributeNames(change.expressionAttributeNames());
        if (change.hasExpressionAttributeValues()) {
            request.expressionAttributeValues(change.expressionAttributeValues());
        }
        var sent = request.build();
        return new RandomCall(sent, client -> client.updateItem(sent));
    }

    private RandomCall transaction() {
        var actions = new ArrayList<TransactWriteItem>();
        var keys = new HashSet<Map<String, AttributeValue>>();
        for (int count = 1 + chooser.below(4); count > 0; count--) {
            var action = action();
            if (keys.add(key(action))) actions.add(action); // DynamoDB Local does not detect all duplicates of one item
        }
        var request = TransactWriteItemsRequest.builder().transactItems(actions).build();
        return new RandomCall(request, client -> client.transactWriteItems(request));
    }

    private TransactWriteItem action() {
        return switch (chooser.below(3)) {
            case 0 -> putting(shown());
            case 1 -> updating(shown());
            default -> checking(shown());
        };
    }

    private static Map<String, AttributeValue> key(TransactWriteItem action) {
        if (action.update() != null) return action.update().key();
        if (action.conditionCheck() != null) return action.conditionCheck().key();
        var item = action.put().item();
        return at(
                item.getOrDefault("p", text("")).s(),
                item.getOrDefault("s", text("")).s());
    }

    private TransactWriteItem putting(String shown) {
        var item = items.item();
        return Requests.putting(put -> {
            put.item(item).returnValuesOnConditionCheckFailure(shown);
            if (isSegment(item) || chooser.chance(0.6)) put.conditionExpression(IF_ABSENT);
        });
    }

    private TransactWriteItem updating(String shown) {
        var change = chooser.among(UPDATES);
        var condition = chooser.chance(0.3) ? "attribute_exists(p)" : chooser.among(CONDITIONS);
        return Requests.updating(update -> {
            update.key(updatable())
                    .updateExpression(change)
                    .conditionExpression(condition)
                    .returnValuesOnConditionCheckFailure(shown);
            if ((change + condition).contains("#")) update.expressionAttributeNames(names());
            values(change + condition, update::expressionAttributeValues);
        });
    }

    private TransactWriteItem checking(String shown) {
        var condition = chooser.among(CONDITIONS);
        return Requests.checking(check -> {
            check.key(items.key()).conditionExpression(condition).returnValuesOnConditionCheckFailure(shown);
            if (condition.contains("#")) check.expressionAttributeNames(names());
            values(condition, check::expressionAttributeValues);
        });
    }

    private Map<String, AttributeValue> broken(Map<String, AttributeValue> item) {
        if (isWrong()) item.put(chooser.chance(0.5) ? "p" : "s", text(""));
        if (isWrong()) item.put(chooser.chance(0.5) ? "p" : "s", number(1));
        if (isWrong()) item.put("p", text("x".repeat(2048 + chooser.below(2))));
        if (isWrong()) item.put("s", text("é".repeat(512) + "x".repeat(chooser.below(2))));
        if (isWrong()) item.remove(chooser.chance(0.5) ? "p" : "s");
        return item;
    }

    private Map<String, AttributeValue> updatable() {
        var key = items.key();
        while (isSegment(key)) key = items.key();
        return isWrong() ? with(key, "a", text("not of the key")) : key;
    }

    private static boolean isSegment(Map<String, AttributeValue> item) {
        return item.getOrDefault("p", text("")).equals(text("O#a"))
                && item.getOrDefault("s", text("")).toString().contains("L#");
    }

    private AttributeValue bound() {
        if (isWrong()) return text("");
        return text(chooser.chance(0.3) ? "L#" : chooser.among(RandomItems.SORTS));
    }

    private Map<String, String> names() {
        if (isWrong()) return Map.of("#m", "a");
        return Map.of("#n", isWrong() ? "b" : chooser.among(List.of("a", "c"))); // would change b twice
    }

    /// Defines a value for each placeholder in the expressions, if there are any.
    private void values(String expressions, Consumer<Map<String, AttributeValue>> given) {
        var values = new TreeMap<String, AttributeValue>();
        if (expressions.contains(":x")) values.put(":x", items.value());
        if (expressions.contains(":y")) values.put(":y", items.value());
        if (isWrong()) values.put(":unused", items.value());
        if (!values.isEmpty()) given.accept(values);
    }

    private String shown() {
        return chooser.chance(0.5) ? "ALL_OLD" : "NONE";
    }

    // At most one mistake per call: the order of two errors is not specified.
    private boolean isWrong() {
        boolean isWrong = !hasMistake && chooser.chance(0.02);
        hasMistake |= isWrong;
        return isWrong;
    }
}
