package credits.ledger;

import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.ledger.query.AccountQueries;
import credits.local.aws.role.TableRoleCheck;
import credits.notification.NotificationStore;
import credits.profile.ErasedMembersStore;
import credits.profile.ProfileStore;
import credits.retry.RetryPolicy;
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

/// A table in DynamoDB Local, as the deployment creates it. All tests share it, with different organisations. Functions
/// may do with it what their roles allow.
public final class DynamoDbFixture {
    public static final String TABLE_NAME = "credits";
    public static final DynamoDbClient DYNAMO = createTable();
    public static final ZoneId ROME = ZoneId.of("Europe/Rome");

    private DynamoDbFixture() {}

    public static Ledger ledger() {
        return ledgerWith(DYNAMO);
    }

    /// Returns a ledger that uses the client `dynamo`, which may simulate failures.
    public static Ledger ledgerWith(DynamoDbClient dynamo) {
        return new Ledger(
                dynamo, TABLE_NAME, ROME, RetryPolicy.withinBudget(Duration.ofSeconds(30), new SplittableRandom(1)));
    }

    public static AccountQueries accountQueries() {
        return new AccountQueries(DYNAMO, TABLE_NAME, ROME);
    }

    public static NotificationStore notificationStore() {
        return new NotificationStore(DYNAMO, TABLE_NAME);
    }

    public static ProfileStore profileStore() {
        return new ProfileStore(DYNAMO, TABLE_NAME);
    }

    public static ErasedMembersStore erasedMembers() {
        return new ErasedMembersStore(DYNAMO, TABLE_NAME);
    }

    /// Gives `other` a chain whose head is that of `organisation`, as a newer version of our code would have
    /// written it.
    public static String copyWithNewerVersion(String organisation, String other) {
        var head = new SegmentStore(DYNAMO, TABLE_NAME)
                .findHead(new OrganisationId(organisation))
                .orElseThrow();
        var item = new HashMap<>(head.toItem());
        item.put(TableKeys.PARTITION_KEY, AttributeValue.fromS(TableKeys.accountPartition(new OrganisationId(other))));
        item.put("v", AttributeValue.fromN(Integer.toString(SegmentRun.FORMAT_VERSION + 1)));
        var _ = DYNAMO.putItem(put -> put.tableName(TABLE_NAME).item(item));
        return other;
    }

    /// Returns a new table, for a test that looks at all organisations.
    public static DynamoDbClient createTable() {
        var dynamo = DynamoDBEmbedded.create().dynamoDbClient();
        var _ = dynamo.createTable(create -> create.tableName(TABLE_NAME)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(key(TableKeys.PARTITION_KEY, KeyType.HASH), key(TableKeys.SORT_KEY, KeyType.RANGE))
                .attributeDefinitions(text(TableKeys.PARTITION_KEY), text(TableKeys.SORT_KEY)));
        return TableRoleCheck.of(dynamo);
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
