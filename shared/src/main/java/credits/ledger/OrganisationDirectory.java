package credits.ledger;

import static java.util.Objects.requireNonNull;

import credits.aws.AwsCall;
import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// The directory of all organisations that have an account, so that none is ever missed.
public final class OrganisationDirectory {
    private final DynamoDbClient dynamo;
    private final String table;

    public OrganisationDirectory(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// Adds `organisation`. This is called before its first segment is written, so that a crash in between
    /// hides nothing.
    void register(OrganisationId organisation) {
        try {
            var _ = dynamo.putItem(put -> put.tableName(table)
                    .item(Map.of(
                            TableKeys.PARTITION_KEY, AttributeValue.fromS(TableKeys.organisationShard(organisation)),
                            TableKeys.SORT_KEY, AttributeValue.fromS(organisation.value())))
                    .conditionExpression(TableKeys.IF_ABSENT));
        } catch (ConditionalCheckFailedException listed) {
            return; // another worker has added it
        }
    }

    /// Whether `organisation` is listed.
    public boolean contains(OrganisationId organisation) {
        return AwsCall.readOrWrite(
                "the list of organisations",
                () -> dynamo.getItem(get -> get.tableName(table)
                                .key(Map.of(
                                        TableKeys.PARTITION_KEY,
                                                AttributeValue.fromS(TableKeys.organisationShard(organisation)),
                                        TableKeys.SORT_KEY, AttributeValue.fromS(organisation.value())))
                                .consistentRead(true))
                        .hasItem());
    }

    /// Returns all organisations, except perhaps one whose very first write is in progress.
    ///
    /// @param unreadable receives a fault for each item that cannot be read, which names it
    public List<OrganisationId> listAll(Consumer<RuntimeException> unreadable) {
        return AwsCall.readOrWrite(
                "the list of organisations",
                () -> TableKeys.organisationShards().stream()
                        .flatMap(shard -> read(shardQuery(shard), unreadable))
                        .toList());
    }

    /// Returns the first `limit` organisations of a shard, in the order of their names, and fewer only at its end.
    ///
    /// @param shard one of [TableKeys#organisationShards]
    /// @param after the last organisation of the previous page
    /// @param unreadable receives a fault for each item that cannot be read, which names it
    public List<OrganisationId> listShard(
            String shard, Optional<OrganisationId> after, int limit, Consumer<RuntimeException> unreadable) {
        var request = shardQuery(shard).limit(limit);
        after.ifPresent(last -> request.exclusiveStartKey(Map.of(
                TableKeys.PARTITION_KEY, AttributeValue.fromS(shard),
                TableKeys.SORT_KEY, AttributeValue.fromS(last.value()))));
        return AwsCall.readOrWrite(
                "the list of organisations",
                () -> read(request, unreadable).limit(limit).toList());
    }

    private Stream<OrganisationId> read(QueryRequest.Builder query, Consumer<RuntimeException> unreadable) {
        return dynamo.queryPaginator(query.build()).items().stream()
                .flatMap(
                        item -> ItemAttributes.tryRead(item, OrganisationDirectory::organisation, unreadable).stream());
    }

    private QueryRequest.Builder shardQuery(String shard) {
        return QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression(TableKeys.PARTITION_KEY + " = :p")
                .expressionAttributeValues(Map.of(":p", AttributeValue.fromS(shard)));
    }

    private static OrganisationId organisation(Map<String, AttributeValue> item) {
        return new OrganisationId(requireNonNull(item.get(TableKeys.SORT_KEY)).s());
    }
}
