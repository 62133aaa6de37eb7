package credits.stripe;

import credits.aws.TableKeys;
import credits.local.aws.interception.DynamoInterceptor;
import credits.payment.Payment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// Records which calls read and write the record of a payment.
final class CallRecorder implements DynamoInterceptor {
    private final List<RecordedCall> calls = new ArrayList<>();

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
    public <R> R intercept(DynamoDbRequest request, Supplier<R> call) {
        switch (request) {
            case GetItemRequest get -> calls.add(new RecordedCall("get", get.key()));
            case PutItemRequest put -> calls.add(new RecordedCall("put", put.item()));
            case UpdateItemRequest update -> calls.add(new RecordedCall("update", update.key()));
            case TransactWriteItemsRequest transaction ->
                transaction
                        .transactItems()
                        .forEach(write -> calls.add(
                                new RecordedCall("transact", write.put().item())));
            default -> {}
        }
        return call.get();
    }
}
