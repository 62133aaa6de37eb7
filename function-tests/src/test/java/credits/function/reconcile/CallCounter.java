package credits.function.reconcile;

import credits.local.aws.interception.DynamoInterceptor;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/// Counts calls.
///
/// @param onCall runs at each call
record CallCounter(Runnable onCall) implements DynamoInterceptor {
    @Override
    public <R> R intercept(DynamoDbRequest request, Supplier<R> call) {
        onCall.run();
        return call.get();
    }
}
