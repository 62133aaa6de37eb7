package credits.function.reconcile;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/// A client whose calls are counted.
///
/// @param onCall runs at each call
record CountingDynamo(DynamoDbClient dynamo, Runnable onCall) implements DynamoDbClient {
    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        onCall.run();
        return dynamo.getItem(request);
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        onCall.run();
        return dynamo.query(request);
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        onCall.run();
        return dynamo.putItem(request);
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        onCall.run();
        return dynamo.updateItem(request);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
