package credits.function.debit;

import credits.ledger.DynamoDbFixture;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// A client that gets no response for the partitions whose keys begin with `prefix`.
///
/// @param onTimeout runs at the end of each such call
record StuckDynamo(String prefix, Runnable onTimeout) implements DynamoDbClient {
    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        awaitResponse(request.toString());
        return DynamoDbFixture.DYNAMO.putItem(request);
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        awaitResponse(request.toString());
        return DynamoDbFixture.DYNAMO.query(request);
    }

    private void awaitResponse(String request) {
        if (!request.contains("=AttributeValue(S=" + prefix)) return;
        onTimeout.run();
        throw SdkClientException.create("timeout");
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
