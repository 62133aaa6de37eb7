package credits.infrastructure;

import static java.util.Objects.requireNonNull;

import credits.aws.TableKeys;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
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
/// scans, and without deletes for all but the function that erases personal data.
final class AccountTable extends Construct {
    private static final int RECOVERY_DAYS = 35; // DynamoDB's maximum

    private final TableV2 table;

    AccountTable(Construct scope, StageSettings settings) {
        super(scope, "Accounts");
        var newest = builder("Table", settings).build();
        for (var name : settings.restoredTables()) {
            keepExports(newest);
            newest = builder(restoredId(name, settings.restoredTables()), settings)
                    .tableName(name)
                    .build();
        }
        table = newest;
    }

    // The place in the list and not the name, which may have characters that an ID may not.
    private static String restoredId(String name, List<String> all) {
        int place = all.indexOf(name);
        return place == 0 ? "Restored" : "Restored" + (place + 1);
    }

    private TableV2.Builder builder(String id, StageSettings settings) {
        return TableV2.Builder.create(this, id)
                .partitionKey(stringAttribute(TableKeys.PARTITION_KEY))
                .sortKey(stringAttribute(TableKeys.SORT_KEY))
                .billing(Billing.onDemand(MaxThroughputProps.builder()
                        .maxReadRequestUnits(settings.tableUnitsPerSecond())
                        .maxWriteRequestUnits(settings.tableUnitsPerSecond())
                        .build()))
                .dynamoStream(StreamViewType.NEW_IMAGE)
                .pointInTimeRecoverySpecification(PointInTimeRecoverySpecification.builder()
                        .pointInTimeRecoveryEnabled(true)
                        .recoveryPeriodInDays(RECOVERY_DAYS)
                        .build())
                .timeToLiveAttribute(TableKeys.TIME_TO_LIVE)
                .deletionProtection(settings.protectData())
                .removalPolicy(settings.removalPolicy());
    }

    // Until the other stacks have been deployed, they import these, and CloudFormation refuses to remove them.
    private static void keepExports(TableV2 replaced) {
        var stack = Stack.of(replaced);
        var _ = stack.exportValue(replaced.getTableName());
        var _ = stack.exportValue(replaced.getTableArn());
        var _ = stack.exportValue(requireNonNull(replaced.getTableStreamArn()));
    }

    /// The table that the functions use: the one restored last, if there is one.
    TableV2 table() {
        return table;
    }

    PolicyStatement allowRead(ItemKind... items) {
        return allow(List.of("dynamodb:GetItem", "dynamodb:Query"), items);
    }

    PolicyStatement allowGetItem(ItemKind... items) {
        return allow(List.of("dynamodb:GetItem"), items);
    }

    /// Allows puts. IAM cannot require a condition: the ledger itself ensures that nothing is overwritten.
    PolicyStatement allowPut(ItemKind... items) {
        return allow(List.of("dynamodb:PutItem"), items);
    }

    /// Allows puts only within a transaction, such as a posting with its payment record.
    PolicyStatement allowPutInTransactions(ItemKind... items) {
        return allowInTransactions("dynamodb:PutItem", items);
    }

    /// Allows changes only within a transaction, such as a counter with its document.
    PolicyStatement allowUpdateInTransactions(ItemKind... items) {
        return allowInTransactions("dynamodb:UpdateItem", items);
    }

    private PolicyStatement allowInTransactions(String action, ItemKind... items) {
        return statement(Effect.ALLOW, List.of(action))
                .conditions(new TreeMap<>(Map.of(
                        "ForAllValues:StringLike",
                        leadingKeys(items),
                        "StringEquals",
                        Map.of("dynamodb:EnclosingOperation", List.of("TransactWriteItems")))))
                .build();
    }

    /// Allows changes of single items, never of a chain: see [#denyStatements].
    PolicyStatement allowGetAndUpdate(ItemKind... items) {
        return allow(List.of("dynamodb:GetItem", "dynamodb:UpdateItem"), items);
    }

    /// Allows erasing personal data, which is never in a chain.
    PolicyStatement allowErase(ItemKind... items) {
        return allow(List.of("dynamodb:DeleteItem", "dynamodb:UpdateItem"), items);
    }

    /// Denies what no function may ever do, whatever else its role allows.
    ///
    /// @param mayDelete whether the function erases personal data
    List<PolicyStatement> denyStatements(boolean mayDelete) {
        var never = Stream.of(
                        "dynamodb:BatchWriteItem",
                        "dynamodb:DeleteItem",
                        "dynamodb:PartiQLDelete",
                        "dynamodb:PartiQLInsert",
                        "dynamodb:PartiQLSelect",
                        "dynamodb:PartiQLUpdate",
                        "dynamodb:Scan")
                .filter(action -> !mayDelete || !action.equals("dynamodb:DeleteItem"))
                .toList();
        var neverInChains =
                mayDelete ? List.of("dynamodb:DeleteItem", "dynamodb:UpdateItem") : List.of("dynamodb:UpdateItem");
        var noUpdate = statement(Effect.DENY, neverInChains)
                .conditions(Map.of("ForAnyValue:StringLike", leadingKeys(ItemKind.ACCOUNTS)));
        return List.of(statement(Effect.DENY, never).build(), noUpdate.build());
    }

    private PolicyStatement allow(List<String> actions, ItemKind... items) {
        return statement(Effect.ALLOW, actions)
                .conditions(Map.of("ForAllValues:StringLike", leadingKeys(items)))
                .build();
    }

    private PolicyStatement.Builder statement(Effect effect, List<String> actions) {
        return PolicyStatement.Builder.create().effect(effect).actions(actions).resources(List.of(table.getTableArn()));
    }

    private static Map<String, List<String>> leadingKeys(ItemKind... items) {
        return Map.of(
                "dynamodb:LeadingKeys",
                Arrays.stream(items).map(ItemKind::keyPattern).toList());
    }

    private static Attribute stringAttribute(String name) {
        return Attribute.builder().name(name).type(AttributeType.STRING).build();
    }
}
