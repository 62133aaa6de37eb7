package credits.simulation.laws;

import credits.simulation.store.MemoryStore;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;

/// Loses the response to the first put, or to the first transaction.
final class Forgetful implements DynamoDbClient {
    private final MemoryStore store;
    private boolean forgot;

    Forgetful(MemoryStore store) {
        this.store = store;
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return forgetting(store.putItem(request));
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        return forgetting(store.transactWriteItems(request));
    }

    private <A> A forgetting(A answer) {
        if (forgot) return answer;
        forgot = true;
        throw SdkClientException.create("time-out");
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return store.getItem(request);
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        return store.query(request);
    }

    @Override
    public String serviceName() {
        return "forgetful";
    }

    @Override
    public void close() {}
}
