package credits.benchmarks;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// A store that accepts every put at once and keeps nothing, so that only our own code is measured.
final class SinkStore implements DynamoDbClient {
    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return PutItemResponse.builder().build();
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        return QueryResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return "sink";
    }

    @Override
    public void close() {}
}
