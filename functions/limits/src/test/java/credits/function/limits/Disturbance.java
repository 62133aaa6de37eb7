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
final class Disturbance implements DynamoDbClient {
    private final DynamoDbClient table;
    private Runnable beforePut = Disturbance::nothing;
    private Runnable beforeUpdate = Disturbance::nothing;
    private boolean repeatUpdate;

    Disturbance(DynamoDbClient table) {
        this.table = table;
    }

    private static void nothing() {}

    private static void noAnswer() {
        throw SdkClientException.create("no answer");
    }

    private static void write() {
        throw new AssertionError("a write");
    }

    void failNextPut() {
        beforePut = Disturbance::noAnswer;
    }

    void forbidWrites() {
        beforePut = beforeUpdate = Disturbance::write;
    }

    void beforeNextPut(Runnable others) {
        beforePut = others;
    }

    void beforeNextUpdate(Runnable others) {
        beforeUpdate = others;
    }

    void repeatNextUpdate() {
        repeatUpdate = true;
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return table.getItem(request);
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        return table.query(request);
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        var disturbed = beforePut;
        beforePut = Disturbance::nothing;
        disturbed.run();
        return table.putItem(request);
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        var disturbed = beforeUpdate;
        beforeUpdate = Disturbance::nothing;
        disturbed.run();
        if (repeatUpdate) {
            repeatUpdate = false;
            var _ = table.updateItem(request);
        }
        return table.updateItem(request);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
