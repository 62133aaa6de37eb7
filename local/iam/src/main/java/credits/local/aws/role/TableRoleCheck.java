package credits.local.aws.role;

import static java.util.Objects.requireNonNull;

import credits.local.aws.iam.PartitionCondition;
import credits.local.aws.interception.DynamoInterceptor;
import credits.local.aws.interception.InterceptedDynamo;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// Holds each call of a table to the role of the [ActingFunction].
///
/// A call that its role does not allow fails the test, except for the put of a page of the ID index: some roles may not
/// write one, and then nothing may fail. DynamoDB's own exception is thrown for it.
public final class TableRoleCheck implements DynamoInterceptor {
    private static final String PARTITION_KEY = "p";
    private static final String SORT_KEY = "s";
    private static final String INDEX_PAGE_PREFIX = "D#";
    private static final String SEARCH_PREFIX = "S#";

    private TableRoleCheck() {}

    /// Returns a client of the table as the [ActingFunction] may use it.
    public static DynamoDbClient of(DynamoDbClient dynamo) {
        return new InterceptedDynamo(dynamo, new TableRoleCheck());
    }

    @Override
    public <R> R intercept(DynamoDbRequest request, Supplier<R> call) {
        switch (request) {
            case GetItemRequest get -> requireAllowed("GetItem", get.key());
            case QueryRequest query -> requireAllowed("Query", Map.of(PARTITION_KEY, partitionOf(query)));
            case ScanRequest _ -> requireAllowed("Scan", Map.of());
            case PutItemRequest put -> requireAllowedPut(put.item());
            case UpdateItemRequest update -> requireAllowed("UpdateItem", update.key());
            case DeleteItemRequest delete -> requireAllowed("DeleteItem", delete.key());
            case TransactWriteItemsRequest transaction ->
                transaction.transactItems().stream()
                        .map(TableRequest::inTransaction)
                        .forEach(ActingFunction::requireAllowed);
            case CreateTableRequest _ -> {}
            default -> throw new UnsupportedOperationException(request.toString());
        }
        return call.get();
    }

    private static AttributeValue partitionOf(QueryRequest query) {
        var placeholder = PartitionCondition.findPlaceholder(
                query.keyConditionExpression(), query.expressionAttributeNames(), PARTITION_KEY);
        return requireNonNull(query.expressionAttributeValues().get(placeholder.orElseThrow()));
    }

    private static void requireAllowedPut(Map<String, AttributeValue> item) {
        if (isDerived(item) && !ActingFunction.isAllowed(TableRequest.of("PutItem", item))) throw accessDenied();
        requireAllowed("PutItem", item);
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
