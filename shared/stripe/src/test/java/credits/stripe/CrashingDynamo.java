package credits.stripe;

import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.paginators.QueryIterable;

/// A client of the table that kills its caller at one call: before the call arrives, or after it was executed.
public final class CrashingDynamo implements DynamoDbClient {
    private final DynamoDbClient dynamo;
    private int callsLeft = Integer.MAX_VALUE;
    private boolean crashesAfterCall;

    public CrashingDynamo(DynamoDbClient dynamo) {
        this.dynamo = dynamo;
    }

    /// The end of the execution environment. An Error, so that none of our code catches it.
    public static final class WorkerCrash extends Error {
        private static final long serialVersionUID = 1;
    }

    /// Crashes at call `number`, counted from 0 and from now.
    ///
    /// @param afterCall whether the call is executed first
    public void crashAt(int number, boolean afterCall) {
        callsLeft = number;
        crashesAfterCall = afterCall;
    }

    /// Lets all calls through again.
    public void stopCrashing() {
        callsLeft = Integer.MAX_VALUE;
    }

    private <T> T call(Supplier<T> call) {
        boolean dies = callsLeft-- == 0;
        if (dies && !crashesAfterCall) throw new WorkerCrash();
        var answer = call.get();
        if (dies) throw new WorkerCrash();
        return answer;
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return call(() -> dynamo.getItem(request));
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return call(() -> dynamo.putItem(request));
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        return call(() -> dynamo.query(request));
    }

    @Override
    public QueryIterable queryPaginator(QueryRequest request) {
        return new QueryIterable(this, request);
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        return call(() -> dynamo.transactWriteItems(request));
    }

    @Override
    public String serviceName() {
        return "crashing";
    }

    @Override
    public void close() {}
}
