package credits.function.debit;

import credits.local.aws.interception.DynamoInterceptor;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/// The partitions whose keys begin with `prefix` take long to respond.
///
/// @param onCall runs before each such call
record SlowPartitions(String prefix, Runnable onCall) implements DynamoInterceptor {
    @Override
    public <R> R intercept(DynamoDbRequest request, Supplier<R> call) {
        if (request.toString().contains("=AttributeValue(S=" + prefix)) onCall.run();
        return call.get();
    }
}
