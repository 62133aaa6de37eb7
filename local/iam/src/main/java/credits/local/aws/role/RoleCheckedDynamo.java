package credits.local.aws.role;

import static java.util.Objects.requireNonNull;

import credits.local.aws.iam.PartitionCondition;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/// The table as the [ActingFunction] may use it.
///
/// A call that its role does not allow fails the test, except for the put of a page of the ID index: some roles may not
/// write one, and then nothing may fail. DynamoDB's own exception is thrown for it.
public record RoleCheckedDynamo(DynamoDbClient dynamo) implements DynamoDbClient {
    private static final String PARTITION_KEY = "p";
    private static final String SORT_KEY = "s";
    private static final String INDEX_PAGE_PREFIX = "D#";
    private static final String SEARCH_PREFIX = "S#";

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        requireAllowed("GetItem", request.key());
        return dynamo.getItem(request);
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        var placeholder = PartitionCondition.findPlaceholder(
                request.keyConditionExpression(), request.expressionAttributeNames(), PARTITION_KEY);
        var partition = request.expressionAttributeValues().get(placeholder.orElseThrow());
        requireAllowed("Query", Map.of(PARTITION_KEY, requireNonNull(partition)));
        return dynamo.query(request);
    }

    @Override
    public ScanResponse scan(ScanRequest request) {
        requireAllowed("Scan", Map.of());
        return dynamo.scan(request);
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        if (isDerived(request.item()) && !ActingFunction.isAllowed(TableRequest.of("PutItem", request.item())))
            throw accessDenied();
        requireAllowed("PutItem", request.item());
        return dynamo.putItem(request);
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        requireAllowed("UpdateItem", request.key());
        return dynamo.updateItem(request);
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
        requireAllowed("DeleteItem", request.key());
        return dynamo.deleteItem(request);
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        request.transactItems().stream().map(TableRequest::inTransaction).forEach(ActingFunction::requireAllowed);
        return dynamo.transactWriteItems(request);
    }

    @Override
    public CreateTableResponse createTable(CreateTableRequest request) {
        return dynamo.createTable(request);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        dynamo.close();
    }

    private static void requireAllowed(String action, Map<String, AttributeValue> key) {
        ActingFunction.requireAllowed(TableRequest.of(action, key));
    }

    private static boolean isDerived(Map<String, AttributeValue> item) {
        var sort = requireNonNull(item.get(SORT_KEY)).s();
        return sort.startsWith(INDEX_PAGE_PREFIX) || sort.startsWith(SEARCH_PREFIX);
    }

    private static DynamoDbException accessDenied() {
        var details = AwsErrorDetails.builder()
                .errorCode("AccessDeniedException")
                .errorMessage("not authorized to perform: dynamodb:PutItem")
                .build();
        return (DynamoDbException) DynamoDbException.builder()
                .statusCode(400)
                .awsErrorDetails(details)
                .message(details.errorMessage())
                .build();
    }
}
