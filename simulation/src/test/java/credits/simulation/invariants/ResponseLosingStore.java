package credits.simulation.invariants;

import credits.simulation.store.InMemoryStore;
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
final class ResponseLosingStore implements DynamoDbClient {
    private final InMemoryStore store;
    private boolean hasLostResponse;

    ResponseLosingStore(InMemoryStore store) {
        this.store = store;
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return loseFirstResponse(store.putItem(request));
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        return loseFirstResponse(store.transactWriteItems(request));
    }

    private <A> A loseFirstResponse(A answer) {
        if (hasLostResponse) return answer;
        hasLostResponse = true;
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
