package credits.simulation.laws;

import static java.util.Objects.requireNonNull;

import credits.ledger.Table;
import credits.simulation.Chooser;
import credits.simulation.Scheduler;
import credits.simulation.store.Fault;
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
final class DynamoDbLocalStage implements Stage {
    private static final List<String> ORGANISATIONS = List.of("acme", "globex");

    private final DynamoDbClient dynamo = DynamoDBEmbedded.create().dynamoDbClient();
    private final List<Map<String, AttributeValue>> written = new ArrayList<>();
    private final Map<String, String> lastSeen = new HashMap<>();
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);

    DynamoDbLocalStage() {
        var _ = dynamo.createTable(create -> create.tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(key(Table.PARTITION, KeyType.HASH), key(Table.SORT, KeyType.RANGE))
                .attributeDefinitions(text(Table.PARTITION), text(Table.SORT)));
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
    public DynamoDbClient network(Scheduler scheduler, Chooser chooser) {
        return new Network(scheduler, chooser);
    }

    @Override
    public DynamoDbClient table() {
        return dynamo;
    }

    @Override
    public List<Map<String, AttributeValue>> written() {
        for (var organisation : ORGANISATIONS) {
            var last = lastSeen.getOrDefault(organisation, "L#");
            var newer = dynamo.query(query -> query.tableName(TABLE)
                            .consistentRead(true)
                            .keyConditionExpression("p = :p AND s BETWEEN :from AND :to")
                            .expressionAttributeValues(Map.of(
                                    ":p", AttributeValue.fromS("O#" + organisation),
                                    ":from", AttributeValue.fromS(last + "!"),
                                    ":to", AttributeValue.fromS("L#~"))))
                    .items();
            written.addAll(newer);
            newer.forEach(item -> lastSeen.put(
                    organisation, requireNonNull(item.get(Table.SORT)).s()));
        }
        return written;
    }

    @Override
    public Map<Fault, Integer> faults() {
        return faults;
    }

    private final class Network implements DynamoDbClient {
        private final Scheduler scheduler;
        private final Chooser chooser;

        private Network(Scheduler scheduler, Chooser chooser) {
            this.scheduler = scheduler;
            this.chooser = chooser;
        }

        @Override
        public PutItemResponse putItem(PutItemRequest request) {
            return called(() -> dynamo.putItem(request));
        }

        @Override
        public GetItemResponse getItem(GetItemRequest request) {
            return called(() -> dynamo.getItem(request));
        }

        @Override
        public QueryResponse query(QueryRequest request) {
            return called(() -> dynamo.query(request));
        }

        @Override
        public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
            return called(() -> dynamo.transactWriteItems(request));
        }

        private <T> T called(Supplier<T> call) {
            scheduler.pause();
            try {
                var answer = call.get();
                if (!chooser.chance(0.05)) return answer;
                var _ = faults.merge(Fault.LOST_RESPONSE, 1, Integer::sum);
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
