package credits.simulation.store;

import static credits.simulation.store.RequestFixture.IF_ABSENT;
import static credits.simulation.store.RequestFixture.TABLE;
import static credits.simulation.store.RequestFixture.at;
import static credits.simulation.store.RequestFixture.number;
import static credits.simulation.store.RequestFixture.putIfAbsent;
import static credits.simulation.store.RequestFixture.text;
import static credits.simulation.store.RequestFixture.with;

import credits.simulation.ChoiceSource;
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
final class RandomCallGenerator {
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

    private final ChoiceSource choices;
    private final RandomItemGenerator items;
    private boolean hasMistake;

    RandomCallGenerator(ChoiceSource choices) {
        this.choices = choices;
        this.items = new RandomItemGenerator(choices);
    }

    RandomCall next() {
        hasMistake = false;
        return switch (choices.nextInt(8)) {
            case 0, 1 -> put();
            case 2 -> get();
            case 3, 4 -> query();
            case 5 -> update();
            default -> transaction();
        };
    }

    private RandomCall put() {
        var item = withRandomMistake(items.item());
        var request = isSegment(item) || choices.nextBoolean(0.6) ? putIfAbsent(item) : RequestFixture.put(item);
        var wanted = choices.nextBoolean(0.2)
                ? request.copy(put -> put.returnValuesOnConditionCheckFailure("NONE"))
                : request;
        var named = injectsMistake() ? wanted.copy(put -> put.expressionAttributeNames(Map.of("#n", "a"))) : wanted;
        var sent = injectsMistake() ? named.copy(put -> put.tableName("other-table")) : named;
        return new RandomCall(sent, client -> client.putItem(sent));
    }

    private RandomCall get() {
        var request = RequestFixture.get(items.key());
        var projected = switch (choices.nextInt(4)) {
            case 0 -> request.copy(get -> get.projectionExpression("a, s"));
            case 1 -> request.copy(get -> get.projectionExpression("#n").expressionAttributeNames(names()));
            default -> request;
        };
        return new RandomCall(projected, client -> client.getItem(projected));
    }

    private RandomCall query() {
        var range = choices.pick(RANGES);
        var values = new TreeMap<String, AttributeValue>();
        values.put(":p", text(injectsMistake() ? "" : choices.pick(RandomItemGenerator.PARTITIONS)));
        if (range.contains(":from")) values.put(":from", randomBound());
        if (range.contains(":to") && !injectsMistake()) values.put(":to", randomBound());
        if (injectsMistake()) values.put(":unused", text("?"));
        var request = RequestFixture.query(range, values).toBuilder().scanIndexForward(choices.nextBoolean(0.5));
        if (choices.nextBoolean(0.5)) request.limit(injectsMistake() ? 0 : 1 + choices.nextInt(4));
        if (choices.nextBoolean(0.3)) request.projectionExpression("b, s, p");
        var partition = values.get(":p");
        if (choices.nextBoolean(0.3) && partition != null && !partition.s().isEmpty()) {
            request.exclusiveStartKey(
                    at(injectsMistake() ? "elsewhere" : partition.s(), choices.pick(RandomItemGenerator.SORTS)));
        }
        var sent = request.build();
        return new RandomCall(sent, client -> client.query(sent));
    }

    private RandomCall update() {
        var change = updating(randomReturnValues()).update();
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
        for (int count = 1 + choices.nextInt(4); count > 0; count--) {
            var action = action();
            if (keys.add(key(action))) actions.add(action); // DynamoDB Local does not detect all duplicates of one item
        }
        var request = TransactWriteItemsRequest.builder().transactItems(actions).build();
        return new RandomCall(request, client -> client.transactWriteItems(request));
    }

    private TransactWriteItem action() {
        return switch (choices.nextInt(3)) {
            case 0 -> putting(randomReturnValues());
            case 1 -> updating(randomReturnValues());
            default -> checking(randomReturnValues());
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
        return RequestFixture.transactPut(put -> {
            put.item(item).returnValuesOnConditionCheckFailure(shown);
            if (isSegment(item) || choices.nextBoolean(0.6)) put.conditionExpression(IF_ABSENT);
        });
    }

    private TransactWriteItem updating(String shown) {
        var change = choices.pick(UPDATES);
        var condition = choices.nextBoolean(0.3) ? "attribute_exists(p)" : choices.pick(CONDITIONS);
        return RequestFixture.transactUpdate(update -> {
            update.key(updatableKey())
                    .updateExpression(change)
                    .conditionExpression(condition)
                    .returnValuesOnConditionCheckFailure(shown);
            if ((change + condition).contains("#")) update.expressionAttributeNames(names());
            values(change + condition, update::expressionAttributeValues);
        });
    }

    private TransactWriteItem checking(String shown) {
        var condition = choices.pick(CONDITIONS);
        return RequestFixture.transactCheck(check -> {
            check.key(items.key()).conditionExpression(condition).returnValuesOnConditionCheckFailure(shown);
            if (condition.contains("#")) check.expressionAttributeNames(names());
            values(condition, check::expressionAttributeValues);
        });
    }

    private Map<String, AttributeValue> withRandomMistake(Map<String, AttributeValue> item) {
        if (injectsMistake()) item.put(choices.nextBoolean(0.5) ? "p" : "s", text(""));
        if (injectsMistake()) item.put(choices.nextBoolean(0.5) ? "p" : "s", number(1));
        if (injectsMistake()) item.put("p", text("x".repeat(2048 + choices.nextInt(2))));
        if (injectsMistake()) item.put("s", text("é".repeat(512) + "x".repeat(choices.nextInt(2))));
        if (injectsMistake()) item.remove(choices.nextBoolean(0.5) ? "p" : "s");
        return item;
    }

    private Map<String, AttributeValue> updatableKey() {
        var key = items.key();
        while (isSegment(key)) key = items.key();
        return injectsMistake() ? with(key, "a", text("not of the key")) : key;
    }

    private static boolean isSegment(Map<String, AttributeValue> item) {
        return item.getOrDefault("p", text("")).equals(text("O#a"))
                && item.getOrDefault("s", text("")).toString().contains("L#");
    }

    private AttributeValue randomBound() {
        if (injectsMistake()) return text("");
        return text(choices.nextBoolean(0.3) ? "L#" : choices.pick(RandomItemGenerator.SORTS));
    }

    private Map<String, String> names() {
        if (injectsMistake()) return Map.of("#m", "a");
        return Map.of("#n", injectsMistake() ? "b" : choices.pick(List.of("a", "c"))); // would change b twice
    }

    /// Defines a value for each placeholder in the expressions, if there are any.
    private void values(String expressions, Consumer<Map<String, AttributeValue>> given) {
        var values = new TreeMap<String, AttributeValue>();
        if (expressions.contains(":x")) values.put(":x", items.value());
        if (expressions.contains(":y")) values.put(":y", items.value());
        if (injectsMistake()) values.put(":unused", items.value());
        if (!values.isEmpty()) given.accept(values);
    }

    private String randomReturnValues() {
        return choices.nextBoolean(0.5) ? "ALL_OLD" : "NONE";
    }

    // At most one mistake per call: the order of two errors is not specified.
    private boolean injectsMistake() {
        boolean isWrong = !hasMistake && choices.nextBoolean(0.02);
        hasMistake |= isWrong;
        return isWrong;
    }
}
