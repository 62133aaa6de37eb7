package credits.simulation.store;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/// The table in memory: it responds to the calls that we make as DynamoDB would, and rejects all others with an
/// [UnsupportedOperationException] that names what it does not support.
///
/// It also rejects, with an [IllegalStateException], what DynamoDB would allow and we must never do: `ADD`, and any
/// write of a segment other than a put of a new item. It never fails at random: that is what [FaultyStore] is for.
public final class MemoryStore implements DynamoDbClient {
    private static final Set<String> OF_PUT = Set.of(
            "TableName",
            "Item",
            "ConditionExpression",
            "ReturnValuesOnConditionCheckFailure",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues");
    private static final Set<String> OF_UPDATE = Set.of(
            "TableName",
            "Key",
            "UpdateExpression",
            "ConditionExpression",
            "ReturnValuesOnConditionCheckFailure",
            "ExpressionAttributeNames",
            "ExpressionAttributeValues");

    private final String table;
    private final Versions versions = new Versions();
    private final Meter meter = new Meter();
    private final Reading reading = new Reading(versions, meter);
    private final Writing writing = new Writing(versions, meter);

    /// Creates an empty table with this name; it is the only one.
    public MemoryStore(String table) {
        this.table = table;
    }

    @Override
    public synchronized GetItemResponse getItem(GetItemRequest request) {
        return getItem(request, versions.commits());
    }

    /// Like `getItem`; a read that is not strongly consistent sees the table as of `asOf` commits.
    synchronized GetItemResponse getItem(GetItemRequest request, int asOf) {
        requireTable(request.tableName());
        return reading.get(request, asOf);
    }

    @Override
    public synchronized QueryResponse query(QueryRequest request) {
        return query(request, versions.commits());
    }

    /// Like `query`; a query that is not strongly consistent sees the table as of `asOf` commits.
    synchronized QueryResponse query(QueryRequest request, int asOf) {
        requireTable(request.tableName());
        return reading.query(request, asOf);
    }

    @Override
    public synchronized PutItemResponse putItem(PutItemRequest request) {
        requireTable(request.tableName());
        Known.only(request, OF_PUT);
        var put = Put.builder()
                .conditionExpression(request.conditionExpression())
                .returnValuesOnConditionCheckFailure(request.returnValuesOnConditionCheckFailure());
        if (request.hasItem()) put.item(request.item());
        if (request.hasExpressionAttributeNames()) put.expressionAttributeNames(request.expressionAttributeNames());
        if (request.hasExpressionAttributeValues()) put.expressionAttributeValues(request.expressionAttributeValues());
        writing.one(Operation.PUT, Action.put(put.build()));
        return PutItemResponse.builder().build();
    }

    @Override
    public synchronized UpdateItemResponse updateItem(UpdateItemRequest request) {
        requireTable(request.tableName());
        Known.only(request, OF_UPDATE);
        var update = Update.builder()
                .key(request.key())
                .updateExpression(request.updateExpression())
                .conditionExpression(request.conditionExpression())
                .returnValuesOnConditionCheckFailure(request.returnValuesOnConditionCheckFailure());
        if (request.hasExpressionAttributeNames()) update.expressionAttributeNames(request.expressionAttributeNames());
        if (request.hasExpressionAttributeValues()) {
            update.expressionAttributeValues(request.expressionAttributeValues());
        }
        writing.one(Operation.UPDATE, Action.update(update.build()));
        return UpdateItemResponse.builder().build();
    }

    @Override
    public synchronized TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        for (var item : request.transactItems()) {
            if (item.put() != null) requireTable(item.put().tableName());
            if (item.update() != null) requireTable(item.update().tableName());
            if (item.conditionCheck() != null)
                requireTable(item.conditionCheck().tableName());
        }
        writing.transaction(request);
        return TransactWriteItemsResponse.builder().build();
    }

    /// Every item as it was written, in the order of the commits; those of one transaction in the order of the request.
    public synchronized List<Map<String, AttributeValue>> history() {
        return List.copyOf(versions.history());
    }

    /// The cost of all requests so far, by operation; a request that was rejected for its parameters costs nothing.
    public synchronized Map<Operation, Consumed> consumed() {
        return meter.consumed();
    }

    /// The number of commits so far; a transaction is one commit.
    synchronized int commits() {
        return versions.commits();
    }

    private void requireTable(@Nullable String name) {
        if (!table.equals(name)) throw Rejection.noSuchTable();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
