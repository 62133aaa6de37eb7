package credits.simulation.store;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// The result or the exception of a client, as far as two clients can be compared.
sealed interface CallResult {
    int MAX_BYTES_SHOWN = 64;

    record ItemResult(boolean isThere, Map<String, AttributeValue> item) implements CallResult {}

    record QueryResult(
            List<Map<String, AttributeValue>> items,
            int count,
            int scanned,
            boolean isCut,
            Map<String, AttributeValue> last)
            implements CallResult {}

    record WriteResult() implements CallResult {}

    record ErrorResult(
            Class<?> type,
            String code,
            int status,
            String message,
            Map<String, AttributeValue> item,
            List<CancellationResult> cancellationResults)
            implements CallResult {}

    /// Why an action of a transaction failed. DynamoDB Local words the same reason in two ways, so the message
    /// is left out.
    record CancellationResult(String code, Map<String, AttributeValue> item) {}

    static CallResult of(DynamoDbClient client, Function<DynamoDbClient, DynamoDbResponse> call) {
        try {
            return switch (call.apply(client)) {
                case GetItemResponse got -> new ItemResult(got.hasItem(), abbreviate(got.item()));
                case QueryResponse page ->
                    new QueryResult(
                            page.items().stream().map(CallResult::abbreviate).toList(),
                            page.count(),
                            page.scannedCount(),
                            page.hasLastEvaluatedKey(),
                            page.lastEvaluatedKey());
                default -> new WriteResult();
            };
        } catch (DynamoDbException error) {
            return error(error);
        }
    }

    private static ErrorResult error(DynamoDbException error) {
        var details = error.awsErrorDetails();
        return new ErrorResult(
                error.getClass(),
                details.errorCode(),
                error.statusCode(),
                details.errorMessage(),
                error instanceof ConditionalCheckFailedException failed ? abbreviate(failed.item()) : Map.of(),
                error instanceof TransactionCanceledException cancelled ? reasons(cancelled) : List.of());
    }

    private static List<CancellationResult> reasons(TransactionCanceledException cancelled) {
        return cancelled.cancellationReasons().stream()
                .map(reason -> new CancellationResult(reason.code(), abbreviate(reason.item())))
                .toList();
    }

    /// The item with long byte values reduced to their length, so that a failure is readable.
    private static Map<String, AttributeValue> abbreviate(Map<String, AttributeValue> item) {
        var brief = new TreeMap<>(item);
        brief.replaceAll((_, value) ->
                value.type() == AttributeValue.Type.B && value.b().asByteArrayUnsafe().length > MAX_BYTES_SHOWN
                        ? AttributeValue.fromS(value.b().asByteArrayUnsafe().length + " bytes")
                        : value);
        return brief;
    }
}
