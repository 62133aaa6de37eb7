package credits.simulation.invariants;

import static java.util.Objects.requireNonNull;

import credits.aws.TableKeys;
import credits.simulation.ChoiceSource;
import credits.simulation.DeterministicScheduler;
import credits.simulation.store.StoreFault;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;

/// A new DynamoDB Local behind a network that loses one response in twenty.
final class DynamoDbLocalEnvironment implements SimulationEnvironment {
    private static final List<String> ORGANISATIONS = List.of("acme", "globex");

    private final DynamoDbClient dynamo = DynamoDBEmbedded.create().dynamoDbClient();
    private final List<Map<String, AttributeValue>> written = new ArrayList<>();
    private final Map<String, String> lastSeen = new HashMap<>();
    private final Map<StoreFault, Integer> faults = new EnumMap<>(StoreFault.class);

    DynamoDbLocalEnvironment() {
        var _ = dynamo.createTable(create -> create.tableName(TABLE_NAME)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(key(TableKeys.PARTITION_KEY, KeyType.HASH), key(TableKeys.SORT_KEY, KeyType.RANGE))
                .attributeDefinitions(text(TableKeys.PARTITION_KEY), text(TableKeys.SORT_KEY)));
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    @Override
    public DynamoDbClient faultyStore(DeterministicScheduler scheduler, ChoiceSource choices) {
        return new Network(scheduler, choices);
    }

    @Override
    public DynamoDbClient store() {
        return dynamo;
    }

    @Override
    public List<Map<String, AttributeValue>> writtenItems() {
        for (var organisation : ORGANISATIONS) {
            var last = lastSeen.getOrDefault(organisation, "L#");
            var newer = dynamo
                    .queryPaginator(query -> query.tableName(TABLE_NAME)
                            .consistentRead(true)
                            .keyConditionExpression("p = :p AND s BETWEEN :from AND :to")
                            .expressionAttributeValues(Map.of(
                                    ":p", AttributeValue.fromS("O#" + organisation),
                                    ":from", AttributeValue.fromS(last + "!"),
                                    ":to", AttributeValue.fromS("L#~"))))
                    .items()
                    .stream()
                    .toList();
            written.addAll(newer);
            newer.forEach(item -> lastSeen.put(
                    organisation, requireNonNull(item.get(TableKeys.SORT_KEY)).s()));
        }
        return written;
    }

    @Override
    public Map<StoreFault, Integer> injectedFaults() {
        return faults;
    }

    private final class Network implements DynamoDbClient {
        private final DeterministicScheduler scheduler;
        private final ChoiceSource choices;

        private Network(DeterministicScheduler scheduler, ChoiceSource choices) {
            this.scheduler = scheduler;
            this.choices = choices;
        }

        @Override
        public PutItemResponse putItem(PutItemRequest request) {
            return callAndMaybeLose(() -> dynamo.putItem(request));
        }

        @Override
        public GetItemResponse getItem(GetItemRequest request) {
            return callAndMaybeLose(() -> dynamo.getItem(request));
        }

        @Override
        public QueryResponse query(QueryRequest request) {
            return callAndMaybeLose(() -> dynamo.query(request));
        }

        @Override
        public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
            return callAndMaybeLose(() -> dynamo.transactWriteItems(request));
        }

        private <T> T callAndMaybeLose(Supplier<T> call) {
            scheduler.pause();
            try {
                var answer = call.get();
                if (!choices.nextBoolean(0.05)) return answer;
                var _ = faults.merge(StoreFault.LOST_RESPONSE, 1, Integer::sum);
                throw SdkClientException.create("time-out");
            } finally {
                scheduler.pause();
            }
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
