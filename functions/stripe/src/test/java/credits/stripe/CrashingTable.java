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

/// A client of the table that kills its caller at one call: before the call arrives, or after it is done.
public final class CrashingTable implements DynamoDbClient {
    private final DynamoDbClient table;
    private int left = Integer.MAX_VALUE;
    private boolean afterwards;

    public CrashingTable(DynamoDbClient table) {
        this.table = table;
    }

    /// The end of the execution environment. An Error, so that none of our code catches it.
    public static final class Crash extends Error {
        private static final long serialVersionUID = 1;
    }

    /// Dies at call `number`, counted from 0 and from now.
    ///
    /// @param done whether the call is carried out first
    public void dieAt(int number, boolean done) {
        left = number;
        afterwards = done;
    }

    /// Lets all calls through again.
    public void live() {
        left = Integer.MAX_VALUE;
    }

    private <T> T passing(Supplier<T> call) {
        boolean dies = left-- == 0;
        if (dies && !afterwards) throw new Crash();
        var answer = call.get();
        if (dies) throw new Crash();
        return answer;
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return passing(() -> table.getItem(request));
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return passing(() -> table.putItem(request));
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        return passing(() -> table.query(request));
    }

    @Override
    public QueryIterable queryPaginator(QueryRequest request) {
        return new QueryIterable(this, request);
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        return passing(() -> table.transactWriteItems(request));
    }

    @Override
    public String serviceName() {
        return "crashing";
    }

    @Override
    public void close() {}
}
