package credits.ledger;

import static java.util.Objects.requireNonNull;

import credits.aws.TableKeys;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// The table as a role sees it that may not put pages of the ID index.
public final class PageRefusingDynamo implements DynamoDbClient {
    private static final String PAGE_PREFIX = TableKeys.indexPageSort(0).substring(0, 2);

    private final DynamoDbClient dynamo;
    private int refusedPuts;

    public PageRefusingDynamo(DynamoDbClient dynamo) {
        this.dynamo = dynamo;
    }

    int refusedPuts() {
        return refusedPuts;
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        if (!requireNonNull(request.item().get(TableKeys.SORT_KEY)).s().startsWith(PAGE_PREFIX))
            return dynamo.putItem(request);
        refusedPuts++;
        throw DynamoDbException.builder()
                .statusCode(400)
                .message("not authorized to perform: dynamodb:PutItem")
                .build();
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
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
