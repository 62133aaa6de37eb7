package credits.function.debit;

import credits.local.aws.interception.DynamoInterceptor;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/// The partitions whose keys begin with `prefix` give no response.
///
/// @param onTimeout runs at the end of each such call
record StuckPartitions(String prefix, Runnable onTimeout) implements DynamoInterceptor {
    @Override
    public <R> R intercept(DynamoDbRequest request, Supplier<R> call) {
        if (!request.toString().contains("=AttributeValue(S=" + prefix)) return call.get();
        onTimeout.run();
        throw SdkClientException.create("timeout");
    }
}
