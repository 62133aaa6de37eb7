package credits.function.debit;

import credits.ledger.LocalTable;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// DynamoDB Local behind a network that loses every response for one organisation while `broken` is true. Writes are
/// carried out all the same.
record BrokenFor(String organisation, AtomicBoolean broken) implements DynamoDbClient {
    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return heard(LocalTable.DYNAMO.putItem(request), request.toString());
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        return heard(LocalTable.DYNAMO.query(request), request.toString());
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return heard(LocalTable.DYNAMO.getItem(request), request.toString());
    }

    private <T> T heard(T answer, String request) {
        if (broken.get() && request.contains("O#" + organisation)) throw SdkClientException.create("time-out");
        return answer;
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
