package credits.local.aws.iamproxy;

import com.fasterxml.jackson.databind.JsonNode;
import credits.local.aws.iam.ConditionKey;
import credits.local.aws.iam.IamRequest;
import credits.local.aws.template.LocalAddresses;
import credits.local.aws.template.TableDefinition;
import credits.local.http.LocalRequest;
import credits.local.http.LocalResponse;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.stream.Stream;

/// The protocol of DynamoDB. A transaction counts as one request per item, each with the action of its kind and
/// the transaction's name as `dynamodb:EnclosingOperation`; there is no action for the transaction itself.
final class DynamoDbProtocol implements ServiceProtocol {
    private static final String PROTOCOL_VERSION = "1.0";
    private static final String ERROR_TYPE_PREFIX = "com.amazon.coral.service#";

    private final LocalAddresses addresses;
    private final List<TableDefinition> tables;

    DynamoDbProtocol(LocalAddresses addresses, List<TableDefinition> tables) {
        this.addresses = addresses;
        this.tables = List.copyOf(tables);
    }

    @Override
    public List<IamRequest> toIamRequests(LocalRequest request) throws UnsupportedCallException {
        var operation = AwsJson.operation(request);
        var body = AwsJson.parseBody(request);
        return switch (operation) {
            case "DescribeTable", "Scan" -> List.of(iamRequest(operation, body, List.of(), ""));
            case "GetItem", "UpdateItem", "DeleteItem", "PutItem" -> List.of(itemRequest(operation, body, ""));
            case "Query" ->
                List.of(iamRequest(
                        operation, body, List.of(KeyConditionParser.partitionKey(body, partitionKeyName(body))), ""));
            case "BatchGetItem", "BatchWriteItem" -> batchRequests(operation, body.path("RequestItems"));
            case "TransactGetItems", "TransactWriteItems" -> transactionRequests(operation, body.path("TransactItems"));
            default -> throw new UnsupportedCallException("dynamodb:" + operation);
        };
    }

    @Override
    public LocalResponse accessDenied(DeniedCall denied) {
        return AwsJson.error(
                400, PROTOCOL_VERSION, ERROR_TYPE_PREFIX + "AccessDeniedException", "Message", denied.message());
    }

    @Override
    public LocalResponse unsupported(UnsupportedCallException exception) {
        return AwsJson.error(
                400,
                PROTOCOL_VERSION,
                ERROR_TYPE_PREFIX + "UnknownOperationException",
                "message",
                String.valueOf(exception.getMessage()));
    }

    private IamRequest itemRequest(String operation, JsonNode item, String enclosingOperation)
            throws UnsupportedCallException {
        var keys = item.path(operation.equals("PutItem") ? "Item" : "Key");
        return iamRequest(operation, item, List.of(keyText(keys.path(partitionKeyName(item)))), enclosingOperation);
    }

    private List<IamRequest> transactionRequests(String operation, JsonNode items) throws UnsupportedCallException {
        var requests = new ArrayList<IamRequest>();
        for (var item : items)
            for (var action : item.properties())
                requests.add(itemRequest(action(action.getKey()), action.getValue(), operation));
        return requests;
    }

    private static String action(String kind) throws UnsupportedCallException {
        return switch (kind) {
            case "Get" -> "GetItem";
            case "Put" -> "PutItem";
            case "Update" -> "UpdateItem";
            case "Delete" -> "DeleteItem";
            case "ConditionCheck" -> "ConditionCheckItem";
            default -> throw new UnsupportedCallException("a transaction's " + kind);
        };
    }

    private List<IamRequest> batchRequests(String operation, JsonNode byTable) throws UnsupportedCallException {
        var requests = new ArrayList<IamRequest>();
        for (var batch : byTable.properties()) {
            var table = findTable(batch.getKey());
            var items = operation.equals("BatchGetItem") ? batch.getValue().path("Keys") : batch.getValue();
            var keys = new ArrayList<String>();
            for (var item : items) keys.add(keyText(itemOrKey(item).path(partitionKeyName(table))));
            requests.add(iamRequest(operation, arn(table), keys, ""));
        }
        return requests;
    }

    /// The item or the key of one entry of a batch.
    private static JsonNode itemOrKey(JsonNode batchEntry) {
        return Stream.of("/PutRequest/Item", "/DeleteRequest/Key")
                .map(batchEntry::at)
                .filter(JsonNode::isObject)
                .findFirst()
                .orElse(batchEntry);
    }

    private IamRequest iamRequest(String operation, JsonNode body, List<String> leadingKeys, String enclosingOperation)
            throws UnsupportedCallException {
        var index = body.path("IndexName").asText();
        var arn = arn(findTable(body)) + (index.isEmpty() ? "" : "/index/" + index);
        return iamRequest(operation, arn, leadingKeys, enclosingOperation);
    }

    private static IamRequest iamRequest(
            String operation, String arn, List<String> leadingKeys, String enclosingOperation) {
        var context = new EnumMap<ConditionKey, List<String>>(ConditionKey.class);
        context.put(ConditionKey.SECURE_TRANSPORT, List.of("true"));
        if (!leadingKeys.isEmpty()) context.put(ConditionKey.LEADING_KEYS, leadingKeys);
        if (!enclosingOperation.isEmpty()) context.put(ConditionKey.ENCLOSING_OPERATION, List.of(enclosingOperation));
        return new IamRequest("dynamodb:" + operation, arn, context);
    }

    private String partitionKeyName(JsonNode body) throws UnsupportedCallException {
        return partitionKeyName(findTable(body));
    }

    private static String partitionKeyName(TableDefinition table) {
        return table.keyAttributes().getFirst().name();
    }

    private TableDefinition findTable(JsonNode body) throws UnsupportedCallException {
        return findTable(body.path("TableName").asText());
    }

    /// Finds a table by its name or its ARN.
    private TableDefinition findTable(String nameOrArn) throws UnsupportedCallException {
        return tables.stream()
                .filter(table -> nameOrArn.equals(table.name()) || nameOrArn.equals(arn(table)))
                .findFirst()
                .orElseThrow(() -> new UnsupportedCallException("the table " + nameOrArn));
    }

    private String arn(TableDefinition table) {
        return addresses.arn("dynamodb", "table/" + table.name());
    }

    /// The value of a partition key as IAM compares it. A call without one is not supported: DynamoDB
    /// would reject it.
    static String keyText(JsonNode value) throws UnsupportedCallException {
        if (!value.isObject() || value.size() != 1)
            throw new UnsupportedCallException("a call without the partition key");
        return value.elements().next().asText();
    }
}
