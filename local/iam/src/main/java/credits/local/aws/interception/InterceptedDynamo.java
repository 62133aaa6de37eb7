package credits.local.aws.interception;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.CreateTableResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
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

/// A client whose calls pass through an interceptor. Paginators read page by page through it.
public record InterceptedDynamo(DynamoDbClient dynamo, DynamoInterceptor interceptor) implements DynamoDbClient {
    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        return interceptor.intercept(request, () -> dynamo.getItem(request));
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        return interceptor.intercept(request, () -> dynamo.query(request));
    }

    @Override
    public ScanResponse scan(ScanRequest request) {
        return interceptor.intercept(request, () -> dynamo.scan(request));
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return interceptor.intercept(request, () -> dynamo.putItem(request));
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        return interceptor.intercept(request, () -> dynamo.updateItem(request));
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
        return interceptor.intercept(request, () -> dynamo.deleteItem(request));
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        return interceptor.intercept(request, () -> dynamo.transactWriteItems(request));
    }

    @Override
    public CreateTableResponse createTable(CreateTableRequest request) {
        return interceptor.intercept(request, () -> dynamo.createTable(request));
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        dynamo.close();
    }
}
