package credits.function.debit;

import credits.ledger.DynamoDbFixture;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// A client on which the partition of one account accepts a limited number of calls.
final class ThrottlingDynamo implements DynamoDbClient {
    private final String partition;
    private int remainingCalls;
    private int throttledCalls;

    ThrottlingDynamo(String organisation) {
        partition = "O#" + organisation;
    }

    /// Accepts this many calls from now on.
    void allowCalls(int calls) {
        remainingCalls = calls;
    }

    int throttledCalls() {
        return throttledCalls;
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        consume(request.toString());
        return DynamoDbFixture.DYNAMO.putItem(request);
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        consume(request.toString());
        return DynamoDbFixture.DYNAMO.query(request);
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        consume(request.toString());
        return DynamoDbFixture.DYNAMO.getItem(request);
    }

    private void consume(String request) {
        if (!request.contains("=AttributeValue(S=" + partition + ")") || remainingCalls-- > 0) return;
        remainingCalls = 0;
        throttledCalls++;
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
