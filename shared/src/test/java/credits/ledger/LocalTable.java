package credits.ledger;

import credits.identity.OrganisationId;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.SplittableRandom;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;

/// A table in DynamoDB Local, as the deployment creates it. All tests share it, with different organisations.
public final class LocalTable {
    public static final String NAME = "credits";
    public static final DynamoDbClient DYNAMO = create();
    public static final ZoneId ROME = ZoneId.of("Europe/Rome");

    private LocalTable() {}

    public static Ledger ledger() {
        return ledgerOn(DYNAMO);
    }

    /// Returns a ledger that uses the client `way`, which may simulate failures.
    public static Ledger ledgerOn(DynamoDbClient way) {
        return new Ledger(way, NAME, ROME, Attempts.within(Duration.ofSeconds(30), new SplittableRandom(1)));
    }

    public static Statements statements() {
        return new Statements(DYNAMO, NAME, ROME);
    }

    public static Alerts alerts() {
        return new Alerts(DYNAMO, NAME);
    }

    public static Profiles profiles() {
        return new Profiles(DYNAMO, NAME);
    }

    /// Gives `other` a chain whose head is that of `organisation`, as a newer version of our code would have
    /// written it.
    public static String copyOfNewerVersion(String organisation, String other) {
        var head =
                new Chain(DYNAMO, NAME).head(new OrganisationId(organisation)).orElseThrow();
        var item = new HashMap<>(head.item());
        item.put(Table.PARTITION, AttributeValue.fromS(Table.account(new OrganisationId(other))));
        item.put("v", AttributeValue.fromN(Integer.toString(Segment.VERSION + 1)));
        var _ = DYNAMO.putItem(put -> put.tableName(NAME).item(item));
        return other;
    }

    /// Returns a table of its own, for a test that looks at all organisations.
    public static DynamoDbClient create() {
        var dynamo = DynamoDBEmbedded.create().dynamoDbClient();
        var _ = dynamo.createTable(create -> create.tableName(NAME)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(key(Table.PARTITION, KeyType.HASH), key(Table.SORT, KeyType.RANGE))
                .attributeDefinitions(text(Table.PARTITION), text(Table.SORT)));
        return dynamo;
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
}
