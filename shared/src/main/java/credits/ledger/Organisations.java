package credits.ledger;

import static java.util.Objects.requireNonNull;

import credits.identity.OrganisationId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// The directory of all organisations that have an account, so that none is ever missed.
public final class Organisations {
    private final DynamoDbClient dynamo;
    private final String table;

    public Organisations(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// Adds `organisation`. This is called before its first segment is written, so that a crash in between
    /// hides nothing.
    void list(OrganisationId organisation) {
        try {
            var _ = dynamo.putItem(put -> put.tableName(table)
                    .item(Map.of(
                            Table.PARTITION, AttributeValue.fromS(Table.organisationShard(organisation)),
                            Table.SORT, AttributeValue.fromS(organisation.value())))
                    .conditionExpression(Chain.IF_ABSENT));
        } catch (ConditionalCheckFailedException listed) {
            return; // another worker has added it
        }
    }

    /// Returns all organisations, except perhaps one whose very first write is in progress.
    public List<OrganisationId> all() {
        try {
            return Table.organisationShards().stream().flatMap(this::shard).toList();
        } catch (SdkException fault) {
            throw new Unavailable("the list of organisations did not answer", fault);
        }
    }

    private Stream<OrganisationId> shard(String shard) {
        var request = QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression(Table.PARTITION + " = :p")
                .expressionAttributeValues(Map.of(":p", AttributeValue.fromS(shard)))
                .build();
        return dynamo.queryPaginator(request).items().stream()
                .map(item ->
                        new OrganisationId(requireNonNull(item.get(Table.SORT)).s()));
    }
}
