package credits.ledger;

import credits.identity.OrganisationId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/// The Stripe customer of each organisation, assigned once and never changed. Throws [Unavailable] if the store does
/// not answer.
public final class Customers {
    private final DynamoDbClient dynamo;
    private final String table;

    public Customers(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    public Optional<String> find(OrganisationId organisation) {
        try {
            var item = dynamo.getItem(
                            get -> get.tableName(table).key(key(organisation)).consistentRead(true))
                    .item();
            return Optional.of(item).filter(found -> !found.isEmpty()).map(found -> PaymentCodec.text(found, "stripe"));
        } catch (SdkException fault) {
            throw new Unavailable("the customer of " + organisation + " did not answer", fault);
        }
    }

    /// Stores `customer` unless another is stored. Returns the one that is stored afterwards.
    public String keep(OrganisationId organisation, String customer) {
        var item = new HashMap<>(key(organisation));
        item.put("stripe", AttributeValue.fromS(customer));
        try {
            var _ = dynamo.putItem(put -> put.tableName(table)
                    .item(item)
                    .conditionExpression(Chain.IF_ABSENT)
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return customer;
        } catch (ConditionalCheckFailedException kept) {
            return PaymentCodec.text(kept.item(), "stripe");
        } catch (SdkException fault) {
            throw new Unavailable("the customer of " + organisation + " did not answer", fault);
        }
    }

    private static Map<String, AttributeValue> key(OrganisationId organisation) {
        return Map.of(
                Table.PARTITION, AttributeValue.fromS(Table.profile(organisation)),
                Table.SORT, AttributeValue.fromS(Table.CUSTOMER));
    }
}
