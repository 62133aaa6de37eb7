package credits.function.invoice;

import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.local.aws.interception.DynamoInterceptor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/// Records which items are read, and rejects all calls that a message does not need.
final class ReadRecorder implements DynamoInterceptor {
    private final List<String> reads = new ArrayList<>();

    /// Returns the items read since the last call of this method: their sort keys, up to and including the first `#`.
    List<String> takeReads() {
        var taken = List.copyOf(reads);
        reads.clear();
        return taken;
    }

    @Override
    public <R> R intercept(DynamoDbRequest request, Supplier<R> call) {
        switch (request) {
            case GetItemRequest get ->
                reads.add(ItemAttributes.text(get.key(), TableKeys.SORT_KEY).replaceFirst("#.*", "#"));
            case TransactWriteItemsRequest _ -> {}
            default -> throw new UnsupportedOperationException(request.toString());
        }
        return call.get();
    }
}
