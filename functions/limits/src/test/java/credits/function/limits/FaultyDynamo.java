package credits.function.limits;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/// A client of the real table on which one call can fail, or a concurrent write can win the race.
final class FaultyDynamo implements DynamoDbClient {
    private final DynamoDbClient dynamo;
    private Runnable beforePut = FaultyDynamo::doNothing;
    private Runnable beforeUpdate = FaultyDynamo::doNothing;
    private boolean repeatsNextUpdate;

    FaultyDynamo(DynamoDbClient dynamo) {
        this.dynamo = dynamo;
    }

    private static void doNothing() {}

    private static void loseResponse() {
        throw SdkClientException.create("no answer");
    }

    private static void failOnWrite() {
        throw new AssertionError("a write");
    }

    void failNextPut() {
        beforePut = FaultyDynamo::loseResponse;
    }

    void forbidWrites() {
        beforePut = beforeUpdate = FaultyDynamo::failOnWrite;
    }

    void beforeNextPut(Runnable others) {
        beforePut = others;
    }

    void beforeNextUpdate(Runnable others) {
        beforeUpdate = others;
    }

    void repeatNextUpdate() {
        repeatsNextUpdate = true;
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return dynamo.getItem(request);
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        return dynamo.query(request);
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        var action = beforePut;
        beforePut = FaultyDynamo::doNothing;
        action.run();
        return dynamo.putItem(request);
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        var action = beforeUpdate;
        beforeUpdate = FaultyDynamo::doNothing;
        action.run();
        if (repeatsNextUpdate) {
            repeatsNextUpdate = false;
            var _ = dynamo.updateItem(request);
        }
        return dynamo.updateItem(request);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
