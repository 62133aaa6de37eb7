package credits.simulation.invariants;

import credits.local.aws.interception.DynamoInterceptor;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/// Loses the response to the first put, or to the first transaction.
final class LostFirstWrite implements DynamoInterceptor {
    private boolean hasLostResponse;

    @Override
    public <R> R intercept(DynamoDbRequest request, Supplier<R> call) {
        var response = call.get();
        boolean isWrite = request instanceof PutItemRequest || request instanceof TransactWriteItemsRequest;
        if (!isWrite || hasLostResponse) return response;
        hasLostResponse = true;
        throw SdkClientException.create("time-out");
    }
}
