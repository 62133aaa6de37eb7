package credits.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import credits.HandlerInvoker;
import credits.aws.TableKeys;
import credits.function.authorization.AuthorizationHandler;
import credits.function.debit.DebitHandler;
import credits.function.limits.LimitsHandler;
import credits.function.operator.OperatorHandler;
import credits.function.usage.UsageHandler;
import credits.local.aws.template.FunctionDefinition;
import credits.local.aws.template.RouteDefinition;
import credits.settings.EnvironmentVariable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// A table that earlier code wrote, loaded into the running system's DynamoDB Local next to the
/// system's own, where no stream and no schedule acts on it; and the functions, with their deployed settings,
/// on this table. The README in the folder of the stored items describes how they were created.
final class StoredTable implements AutoCloseable {
    private static final String FOLDERS = "/stored/";
    private static final int MAX_BATCH_ITEMS = 25;
    private static final JsonMapper JSON = new JsonMapper();

    private static final Map<String, BiFunction<Map<String, String>, InstantSource, RequestStreamHandler>> HANDLERS =
            Map.of(
                    AuthorizationHandler.class.getName(), AuthorizationHandler::new,
                    DebitHandler.class.getName(), DebitHandler::new,
                    LimitsHandler.class.getName(), LimitsHandler::new,
                    OperatorHandler.class.getName(), OperatorHandler::new,
                    UsageHandler.class.getName(), UsageHandler::new);

    private final RunningSystem system;
    private final LocalDate day;
    private final String name;

    private StoredTable(RunningSystem system, LocalDate day, String name) {
        this.system = system;
        this.day = day;
        this.name = name;
    }

    /// Loads the items of the folder of a day into a new table.
    static StoredTable load(RunningSystem system, LocalDate day, String name) {
        var table = new StoredTable(system, day, name + "_" + day);
        table.create();
        var writes = table.read("table.jsonl")
                .lines()
                .map(RunningSystem::parseJson)
                .map(StoredTable::toWrite)
                .toList();
        for (int from = 0; from < writes.size(); from += MAX_BATCH_ITEMS) {
            var batch = writes.subList(from, Math.min(from + MAX_BATCH_ITEMS, writes.size()));
            var rest = table.client().batchWriteItem(request -> request.requestItems(Map.of(table.name, batch)));
            assertThat(rest.unprocessedItems()).isEmpty();
        }
        return table;
    }

    /// A time on that day after everything that is stored.
    Instant afterwards() {
        return day.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC);
    }

    DynamoDbClient client() {
        return system.localSystem().services().dynamoDb().client();
    }

    String name() {
        return name;
    }

    /// All items of the table.
    Set<Map<String, AttributeValue>> items() {
        return client().scanPaginator(scan -> scan.tableName(name).consistentRead(true)).items().stream()
                .collect(toSet());
    }

    /// All items but what searches for old ids leave, which is derived. Pages of older code, which name no hash, are
    /// replaced by whichever search comes by.
    Set<Map<String, AttributeValue>> bookedItems() {
        return items().stream()
                .filter(item -> Stream.of(TableKeys.INDEX_PAGE_PREFIX, TableKeys.SEARCH_PREFIX)
                        .noneMatch(text(item, TableKeys.SORT_KEY)::startsWith))
                .collect(toSet());
    }

    /// The items whose keys begin with these prefixes.
    Stream<Map<String, AttributeValue>> items(String partitionPrefix, String sortPrefix) {
        return items().stream()
                .filter(item -> text(item, TableKeys.PARTITION_KEY).startsWith(partitionPrefix)
                        && text(item, TableKeys.SORT_KEY).startsWith(sortPrefix));
    }

    /// Deletes all items of a partition.
    void deletePartition(String partition) {
        for (var item : items()) {
            if (!text(item, TableKeys.PARTITION_KEY).equals(partition)) continue;
            var key = new HashMap<>(item);
            var _ = key.keySet().retainAll(List.of(TableKeys.PARTITION_KEY, TableKeys.SORT_KEY));
            var _ = client().deleteItem(delete -> delete.tableName(name).key(key));
        }
    }

    static String text(Map<String, AttributeValue> item, String attribute) {
        return requireNonNull(item.get(attribute), attribute).s();
    }

    /// The responses of that time, from a JSON array next to the table, with today's address in their links.
    List<JsonNode> expected(String file) {
        var text = read(file).replace("{address}", system.localSystem().address());
        return RunningSystem.parseJson(text).valueStream().toList();
    }

    /// The function of `route`, such as `GET /v1/limits`, at the time `now`.
    HandlerInvoker functionOf(String route, Instant now) {
        return invoker(
                system.localSystem().template().routes().stream()
                        .filter(each -> route.equals(each.method() + " " + each.path()))
                        .map(RouteDefinition::function)
                        .findFirst()
                        .orElseThrow(),
                now);
    }

    /// Delivers a usage report from the queue at the time `now`, and returns the debit function's log.
    String deliver(String organisation, String report, Instant now) {
        var event = JSON.createObjectNode();
        var message =
                event.putArray("Records").addObject().put("messageId", "1").put("body", report);
        var _ = message.putObject("attributes")
                .put("SentTimestamp", Long.toString(now.toEpochMilli()))
                .put("MessageGroupId", organisation)
                .put("ApproximateReceiveCount", "1");
        var function = invoker(system.debitMapping().function(), now);
        assertThat(function.invoke(event.toString()).path("batchItemFailures")).isEmpty();
        return function.log();
    }

    /// Deletes the table.
    @Override
    public void close() {
        var _ = client().deleteTable(delete -> delete.tableName(name));
    }

    private HandlerInvoker invoker(FunctionDefinition function, Instant now) {
        var environment = new HashMap<>(system.environment(function));
        environment.put(EnvironmentVariable.TABLE_NAME.name(), name);
        // Bypasses the proxy, which allows the function's role its own table only.
        environment.put(
                "AWS_ENDPOINT_URL_DYNAMODB",
                system.localSystem().addresses().dynamoDb().toString());
        var constructor = requireNonNull(HANDLERS.get(function.handler()), function.handler());
        return new HandlerInvoker(constructor.apply(environment, InstantSource.fixed(now)));
    }

    private void create() {
        var _ = client().createTable(create -> create.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(key(TableKeys.PARTITION_KEY, KeyType.HASH), key(TableKeys.SORT_KEY, KeyType.RANGE))
                .attributeDefinitions(string(TableKeys.PARTITION_KEY), string(TableKeys.SORT_KEY)));
    }

    private static KeySchemaElement key(String attribute, KeyType type) {
        return KeySchemaElement.builder().attributeName(attribute).keyType(type).build();
    }

    private static AttributeDefinition string(String attribute) {
        return AttributeDefinition.builder()
                .attributeName(attribute)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private String read(String file) {
        var path = FOLDERS + day + "/" + file;
        try (var resource = requireNonNull(StoredTable.class.getResourceAsStream(path), path)) {
            return new String(resource.readAllBytes(), UTF_8);
        } catch (IOException fault) {
            throw new UncheckedIOException(path, fault);
        }
    }

    private static WriteRequest toWrite(JsonNode item) {
        return WriteRequest.builder()
                .putRequest(PutRequest.builder().item(toAttributes(item)).build())
                .build();
    }

    private static Map<String, AttributeValue> toAttributes(JsonNode object) {
        return object.properties().stream().collect(toMap(Map.Entry::getKey, each -> toAttribute(each.getValue())));
    }

    /// A value in DynamoDB's JSON, such as `{"N": "42"}`.
    private static AttributeValue toAttribute(JsonNode typed) {
        var type = typed.fieldNames().next();
        var value = typed.path(type);
        return switch (type) {
            case "S" -> AttributeValue.fromS(value.asText());
            case "N" -> AttributeValue.fromN(value.asText());
            case "B" ->
                AttributeValue.fromB(SdkBytes.fromByteArray(Base64.getDecoder().decode(value.asText())));
            case "BOOL" -> AttributeValue.fromBool(value.asBoolean());
            case "SS" ->
                AttributeValue.fromSs(value.valueStream().map(JsonNode::asText).toList());
            case "L" ->
                AttributeValue.fromL(
                        value.valueStream().map(StoredTable::toAttribute).toList());
            case "M" -> AttributeValue.fromM(toAttributes(value));
            default -> throw new IllegalArgumentException("an attribute of type " + type);
        };
    }
}
