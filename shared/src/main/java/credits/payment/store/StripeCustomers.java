package credits.payment.store;

import credits.aws.AwsCall;
import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/// The Stripe customer of each organisation, assigned once and never changed. Throws [ServiceUnavailableException] if
/// the store does not answer.
public final class StripeCustomers {
    private final DynamoDbClient dynamo;
    private final String table;

    public StripeCustomers(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    public Optional<String> findCustomerId(OrganisationId organisation) {
        return callStore(organisation, () -> {
            var item = dynamo.getItem(
                            get -> get.tableName(table).key(key(organisation)).consistentRead(true))
                    .item();
            return Optional.of(item)
                    .filter(found -> !found.isEmpty())
                    .map(found -> ItemAttributes.text(found, "stripe"));
        });
    }

    /// Stores `customerId` unless another is stored. Returns the one that is stored afterwards.
    public String saveIfAbsent(OrganisationId organisation, String customerId) {
        var item = new HashMap<>(key(organisation));
        item.put("stripe", AttributeValue.fromS(customerId));
        try {
            var _ = callStore(
                    organisation,
                    () -> dynamo.putItem(put -> put.tableName(table)
                            .item(item)
                            .conditionExpression(TableKeys.IF_ABSENT)
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)));
            return customerId;
        } catch (ConditionalCheckFailedException existing) {
            return ItemAttributes.text(existing.item(), "stripe");
        }
    }

    private static <T> T callStore(OrganisationId organisation, Supplier<T> call) {
        return AwsCall.readOrWrite("the customer of " + organisation, call);
    }

    private static Map<String, AttributeValue> key(OrganisationId organisation) {
        return Map.of(
                TableKeys.PARTITION_KEY, AttributeValue.fromS(TableKeys.profilePartition(organisation)),
                TableKeys.SORT_KEY, AttributeValue.fromS(TableKeys.STRIPE_CUSTOMER_SORT));
    }
}
