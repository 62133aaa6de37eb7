package credits.infrastructure;

import credits.ledger.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.Billing;
import software.amazon.awscdk.services.dynamodb.MaxThroughputProps;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.StreamViewType;
import software.amazon.awscdk.services.dynamodb.TableV2;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/// The DynamoDB table and the IAM statements that grant functions access to it: restricted by leading key, without
/// deletes or scans.
final class AccountTable extends Construct {
    private static final int RECOVERY_DAYS = 35; // DynamoDB's maximum

    private final TableV2 table;

    AccountTable(Construct scope, Settings settings) {
        super(scope, "Accounts");
        table = TableV2.Builder.create(this, "Table")
                .partitionKey(text(Table.PARTITION))
                .sortKey(text(Table.SORT))
                .billing(Billing.onDemand(MaxThroughputProps.builder()
                        .maxReadRequestUnits(settings.tableUnitsPerSecond())
                        .maxWriteRequestUnits(settings.tableUnitsPerSecond())
                        .build()))
                .dynamoStream(StreamViewType.NEW_IMAGE)
                .pointInTimeRecoverySpecification(PointInTimeRecoverySpecification.builder()
                        .pointInTimeRecoveryEnabled(true)
                        .recoveryPeriodInDays(RECOVERY_DAYS)
                        .build())
                .deletionProtection(settings.protectData())
                .removalPolicy(settings.removal())
                .build();
    }

    TableV2 table() {
        return table;
    }

    PolicyStatement reading(Items... items) {
        return allow(List.of("dynamodb:GetItem", "dynamodb:Query"), items);
    }

    PolicyStatement getting(Items... items) {
        return allow(List.of("dynamodb:GetItem"), items);
    }

    /// Allows puts. IAM cannot require a condition: the ledger itself ensures that nothing is overwritten.
    PolicyStatement appending(Items... items) {
        return allow(List.of("dynamodb:PutItem"), items);
    }

    /// Allows puts only within a transaction, such as a posting with its payment record.
    PolicyStatement appendingInTransactions(Items... items) {
        return inTransactions("dynamodb:PutItem", items);
    }

    /// Allows changes only within a transaction, such as a counter with its document.
    PolicyStatement changingInTransactions(Items... items) {
        return inTransactions("dynamodb:UpdateItem", items);
    }

    private PolicyStatement inTransactions(String action, Items... items) {
        return statement(Effect.ALLOW, List.of(action))
                .conditions(new TreeMap<>(Map.of(
                        "ForAllValues:StringLike",
                        leadingKeys(items),
                        "StringEquals",
                        Map.of("dynamodb:EnclosingOperation", List.of("TransactWriteItems")))))
                .build();
    }

    /// Allows changes of single items, never of a chain: see [#prohibitions].
    PolicyStatement changing(Items... items) {
        return allow(List.of("dynamodb:GetItem", "dynamodb:UpdateItem"), items);
    }

    /// Denies what no function may ever do, whatever else its role allows.
    List<PolicyStatement> prohibitions() {
        var never = statement(
                Effect.DENY,
                List.of(
                        "dynamodb:BatchWriteItem",
                        "dynamodb:DeleteItem",
                        "dynamodb:PartiQLDelete",
                        "dynamodb:PartiQLInsert",
                        "dynamodb:PartiQLSelect",
                        "dynamodb:PartiQLUpdate",
                        "dynamodb:Scan"));
        var noUpdate = statement(Effect.DENY, List.of("dynamodb:UpdateItem"))
                .conditions(Map.of("ForAnyValue:StringLike", leadingKeys(Items.ACCOUNTS)));
        return List.of(never.build(), noUpdate.build());
    }

    private PolicyStatement allow(List<String> actions, Items... items) {
        return statement(Effect.ALLOW, actions)
                .conditions(Map.of("ForAllValues:StringLike", leadingKeys(items)))
                .build();
    }

    private PolicyStatement.Builder statement(Effect effect, List<String> actions) {
        return PolicyStatement.Builder.create().effect(effect).actions(actions).resources(List.of(table.getTableArn()));
    }

    private static Map<String, List<String>> leadingKeys(Items... items) {
        return Map.of(
                "dynamodb:LeadingKeys", Arrays.stream(items).map(Items::keys).toList());
    }

    private static Attribute text(String name) {
        return Attribute.builder().name(name).type(AttributeType.STRING).build();
    }
}
