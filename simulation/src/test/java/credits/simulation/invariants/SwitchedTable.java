package credits.simulation.invariants;

import credits.simulation.store.InMemoryStore;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// A table behind its name: workers go on with another one when it is restored.
final class SwitchedTable implements DynamoDbClient {
    private InMemoryStore store;

    SwitchedTable(InMemoryStore store) {
        this.store = store;
    }

    InMemoryStore store() {
        return store;
    }

    void switchTo(InMemoryStore restored) {
        store = restored;
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
    public PutItemResponse putItem(PutItemRequest request) {
        return store.putItem(request);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
