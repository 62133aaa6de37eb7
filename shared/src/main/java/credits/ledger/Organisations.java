package credits.ledger;

import credits.identity.OrganisationId;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// The list of all organisations that have an account, so that none is ever overlooked.
final class Organisations {
    private final DynamoDbClient dynamo;
    private final String table;

    Organisations(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// Lists `organisation`; called before its first segment is written, so that a crash between the two hides
    /// nothing.
    void list(OrganisationId organisation) {
        try {
            var _ = dynamo.putItem(put -> put.tableName(table)
                    .item(Map.of(
                            Table.PARTITION, AttributeValue.fromS(Table.organisationShard(organisation)),
                            Table.SORT, AttributeValue.fromS(organisation.value())))
                    .conditionExpression(Chain.IF_ABSENT));
        } catch (ConditionalCheckFailedException listed) {
            return; // by whoever came first
        }
    }
}
