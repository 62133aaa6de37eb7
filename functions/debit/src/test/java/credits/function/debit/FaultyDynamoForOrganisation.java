package credits.function.debit;

import credits.ledger.DynamoDbFixture;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// DynamoDB Local behind a network that loses every response for one organisation while `losesResponses` is
/// true. Its writes take effect nevertheless.
record FaultyDynamoForOrganisation(String organisation, AtomicBoolean losesResponses) implements DynamoDbClient {
    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return respond(DynamoDbFixture.DYNAMO.putItem(request), request.toString());
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        return respond(DynamoDbFixture.DYNAMO.query(request), request.toString());
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return respond(DynamoDbFixture.DYNAMO.getItem(request), request.toString());
    }

    private <T> T respond(T answer, String request) {
        if (losesResponses.get() && request.contains("O#" + organisation)) throw SdkClientException.create("time-out");
        return answer;
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
