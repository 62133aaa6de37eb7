package credits.payment.store;

import credits.aws.AwsCall;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/// The quarantined payments in DynamoDB. Nothing is ever removed. Throws [ServiceUnavailableException] if the store
/// does not answer.
public final class PaymentQuarantine {
    private final DynamoDbClient dynamo;
    private final String table;

    public PaymentQuarantine(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// Stores `payment` for a person to review. Safe to repeat: a redelivery writes the same item again.
    ///
    /// @return whether it was not there yet
    public boolean add(QuarantinedPayment payment) {
        var item = payment.toItem();
        var stored = AwsCall.readOrWrite(
                "the payments",
                () -> dynamo.putItem(put -> put.tableName(table).item(item).returnValues(ReturnValue.ALL_OLD)));
        return stored.attributes().isEmpty();
    }
}
