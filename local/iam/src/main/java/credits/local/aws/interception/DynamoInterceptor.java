package credits.local.aws.interception;

import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/// What happens at each call of an [InterceptedDynamo].
public interface DynamoInterceptor {
    /// Returns the response, or throws what the caller is to see.
    ///
    /// @param call makes the call; each time that it is run
    <R> R intercept(DynamoDbRequest request, Supplier<R> call);
}
