package credits.function.debit;

import credits.ledger.LocalTable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// A client on which the partition of one account accepts a limited number of calls.
final class Throttled implements DynamoDbClient {
    private final String partition;
    private int left;
    private int refused;

    Throttled(String organisation) {
        partition = "O#" + organisation;
    }

    /// Accepts this many calls from now on.
    void gives(int calls) {
        left = calls;
    }

    int refused() {
        return refused;
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        take(request.toString());
        return LocalTable.DYNAMO.putItem(request);
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        take(request.toString());
        return LocalTable.DYNAMO.query(request);
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        take(request.toString());
        return LocalTable.DYNAMO.getItem(request);
    }

    private void take(String request) {
        if (!request.contains("=AttributeValue(S=" + partition + ")") || left-- > 0) return;
        left = 0;
        refused++;
        throw ProvisionedThroughputExceededException.builder()
                .message("the partition is hot")
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
