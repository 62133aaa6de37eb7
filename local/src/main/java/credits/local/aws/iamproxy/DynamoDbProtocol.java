package credits.local.guard;

import com.fasterxml.jackson.databind.JsonNode;
import credits.local.access.Call;
import credits.local.access.Key;
import credits.local.gateway.Answer;
import credits.local.gateway.Request;
import credits.local.template.Places;
import credits.local.template.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.stream.Stream;

/// DynamoDB's calls. A transaction is as many as it has items, each with the action of its kind, and with the
/// transaction's name as the enclosing operation; there is no action of a transaction as such.
final class TableCalls implements Protocol {
    private static final String VERSION = "1.0";
    private static final String PREFIX = "com.amazon.coral.service#";

    private final Places places;
    private final List<Table> tables;

    TableCalls(Places places, List<Table> tables) {
        this.places = places;
        this.tables = List.copyOf(tables);
    }

    @Override
    public List<Call> calls(Request request) throws NotPlayed {
        var operation = Json.operation(request);
        var body = Json.body(request);
        return switch (operation) {
            case "DescribeTable", "Scan" -> List.of(call(operation, body, List.of(), ""));
            case "GetItem", "UpdateItem", "DeleteItem", "PutItem" -> List.of(one(operation, body, ""));
            case "Query" -> List.of(call(operation, body, List.of(KeyCondition.of(body, partition(body))), ""));
            case "BatchGetItem", "BatchWriteItem" -> batches(operation, body.path("RequestItems"));
            case "TransactGetItems", "TransactWriteItems" -> transaction(operation, body.path("TransactItems"));
            default -> throw new NotPlayed("dynamodb:" + operation);
        };
    }

    @Override
    public Answer refusal(Refused refused) {
        return Json.fault(400, VERSION, PREFIX + "AccessDeniedException", "Message", refused.message());
    }

    @Override
    public Answer unknown(NotPlayed what) {
        return Json.fault(
                400, VERSION, PREFIX + "UnknownOperationException", "message", String.valueOf(what.getMessage()));
    }

    private Call one(String operation, JsonNode item, String enclosing) throws NotPlayed {
        var keys = item.path(operation.equals("PutItem") ? "Item" : "Key");
        return call(operation, item, List.of(text(keys.path(partition(item)))), enclosing);
    }

    private List<Call> transaction(String operation, JsonNode items) throws NotPlayed {
        var calls = new ArrayList<Call>();
        for (var item : items)
            for (var action : item.properties()) calls.add(one(action(action.getKey()), action.getValue(), operation));
        return calls;
    }

    private static String action(String kind) throws NotPlayed {
        return switch (kind) {
            case "Get" -> "GetItem";
            case "Put" -> "PutItem";
            case "Update" -> "UpdateItem";
            case "Delete" -> "DeleteItem";
            case "ConditionCheck" -> "ConditionCheckItem";
            default -> throw new NotPlayed("a transaction's " + kind);
        };
    }

    private List<Call> batches(String operation, JsonNode byTable) throws NotPlayed {
        var calls = new ArrayList<Call>();
        for (var batch : byTable.properties()) {
            var table = table(batch.getKey());
            var items = operation.equals("BatchGetItem") ? batch.getValue().path("Keys") : batch.getValue();
            var keys = new ArrayList<String>();
            for (var item : items) keys.add(text(written(item).path(partition(table))));
            calls.add(call(operation, arn(table), keys, ""));
        }
        return calls;
    }

    /// The item or key of one line of a batch.
    private static JsonNode written(JsonNode line) {
        return Stream.of("/PutRequest/Item", "/DeleteRequest/Key")
                .map(line::at)
                .filter(JsonNode::isObject)
                .findFirst()
                .orElse(line);
    }

    private Call call(String operation, JsonNode body, List<String> leadingKeys, String enclosing) throws NotPlayed {
        var index = body.path("IndexName").asText();
        var arn = arn(table(body)) + (index.isEmpty() ? "" : "/index/" + index);
        return call(operation, arn, leadingKeys, enclosing);
    }

    private static Call call(String operation, String arn, List<String> leadingKeys, String enclosing) {
        var facts = new EnumMap<Key, List<String>>(Key.class);
        facts.put(Key.SECURE_TRANSPORT, List.of("true"));
        if (!leadingKeys.isEmpty()) facts.put(Key.LEADING_KEYS, leadingKeys);
        if (!enclosing.isEmpty()) facts.put(Key.ENCLOSING_OPERATION, List.of(enclosing));
        return new Call("dynamodb:" + operation, arn, facts);
    }

    private String partition(JsonNode body) throws NotPlayed {
        return partition(table(body));
    }

    private static String partition(Table table) {
        return table.keys().getFirst().name();
    }

    private Table table(JsonNode body) throws NotPlayed {
        return table(body.path("TableName").asText());
    }

    /// The table may be called by its ARN as well.
    private Table table(String called) throws NotPlayed {
        return tables.stream()
                .filter(table -> called.equals(table.name()) || called.equals(arn(table)))
                .findFirst()
                .orElseThrow(() -> new NotPlayed("the table " + called));
    }

    private String arn(Table table) {
        return places.arn("dynamodb", "table/" + table.name());
    }

    /// A key's value as IAM compares it. Without one DynamoDB refuses the call, so nobody is let in by it.
    static String text(JsonNode value) throws NotPlayed {
        if (!value.isObject() || value.size() != 1) throw new NotPlayed("a call without the partition key");
        return value.elements().next().asText();
    }
}
