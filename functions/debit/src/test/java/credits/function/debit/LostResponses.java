package credits.function.debit;

import credits.local.aws.interception.DynamoInterceptor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/// A network that loses every response for one organisation while `losesResponses` is true. Its writes take effect
/// nevertheless.
record LostResponses(String organisation, AtomicBoolean losesResponses) implements DynamoInterceptor {
    @Override
    public <R> R intercept(DynamoDbRequest request, Supplier<R> call) {
        var response = call.get();
        if (losesResponses.get() && request.toString().contains("O#" + organisation))
            throw SdkClientException.create("time-out");
        return response;
    }
}
