package credits.function.debit;

import credits.local.aws.interception.DynamoInterceptor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/// A network that loses every response to a put for one organisation while `losesResponses` is true. The puts
/// take effect nevertheless.
record LostResponses(String organisation, AtomicBoolean losesResponses) implements DynamoInterceptor {
    @Override
    public <R> R intercept(DynamoDbRequest request, Supplier<R> call) {
        var response = call.get();
        if (losesResponses.get()
                && request instanceof PutItemRequest
                && request.toString().contains("O#" + organisation)) throw SdkClientException.create("time-out");
        return response;
    }
}
