package credits.stripe;

import credits.aws.TableKeys;
import credits.payment.Payment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.dynamodb.paginators.QueryIterable;

/// A client of the table that records which calls read and write the record of a payment.
final class RecordingDynamo implements DynamoDbClient {
    private final DynamoDbClient dynamo;
    private final List<RecordedCall> calls = new ArrayList<>();

    RecordingDynamo(DynamoDbClient dynamo) {
        this.dynamo = dynamo;
    }

    private record RecordedCall(String name, Map<String, AttributeValue> key) {
        boolean concerns(Payment payment) {
            var partition = TableKeys.profilePartition(payment.organisation());
            return AttributeValue.fromS(partition).equals(key.get(TableKeys.PARTITION_KEY))
                    && AttributeValue.fromS(TableKeys.PAYMENT_PREFIX + payment.id())
                            .equals(key.get(TableKeys.SORT_KEY));
        }
    }

    /// The calls so far that concern the record of `payment`: `get`, `put`, `update` and `transact`.
    List<String> callsFor(Payment payment) {
        return calls.stream()
                .filter(call -> call.concerns(payment))
                .map(RecordedCall::name)
                .toList();
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        calls.add(new RecordedCall("get", request.key()));
        return dynamo.getItem(request);
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        calls.add(new RecordedCall("put", request.item()));
        return dynamo.putItem(request);
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        calls.add(new RecordedCall("update", request.key()));
        return dynamo.updateItem(request);
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        return dynamo.query(request);
    }

    @Override
    public QueryIterable queryPaginator(QueryRequest request) {
        return new QueryIterable(this, request);
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        for (var write : request.transactItems())
            calls.add(new RecordedCall("transact", write.put().item()));
        return dynamo.transactWriteItems(request);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
