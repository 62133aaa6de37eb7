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

/// What a client returned or threw, as far as two clients can be compared.
sealed interface Answer {
    int BRIEF = 64;

    record Item(boolean isThere, Map<String, AttributeValue> item) implements Answer {}

    record Page(
            List<Map<String, AttributeValue>> items,
            int count,
            int scanned,
            boolean isCut,
            Map<String, AttributeValue> last)
            implements Answer {}

    record Done() implements Answer {}

    record Failure(
            Class<?> type,
            String code,
            int status,
            String message,
            Map<String, AttributeValue> item,
            List<Reason> reasons)
            implements Answer {}

    /// Why an action of a transaction failed. DynamoDB Local words the same reason in two ways, so the message
    /// is left out.
    record Reason(String code, Map<String, AttributeValue> item) {}

    static Answer of(DynamoDbClient client, Function<DynamoDbClient, DynamoDbResponse> call) {
        try {
            return switch (call.apply(client)) {
                case GetItemResponse got -> new Item(got.hasItem(), brief(got.item()));
                case QueryResponse page ->
                    new Page(
                            page.items().stream().map(Answer::brief).toList(),
                            page.count(),
                            page.scannedCount(),
                            page.hasLastEvaluatedKey(),
                            page.lastEvaluatedKey());
                default -> new Done();
            };
        } catch (DynamoDbException error) {
            return error(error);
        }
    }

    private static Failure error(DynamoDbException error) {
        var details = error.awsErrorDetails();
        return new Failure(
                error.getClass(),
                details.errorCode(),
                error.statusCode(),
                details.errorMessage(),
                error instanceof ConditionalCheckFailedException failed ? brief(failed.item()) : Map.of(),
                error instanceof TransactionCanceledException cancelled ? reasons(cancelled) : List.of());
    }

    private static List<Reason> reasons(TransactionCanceledException cancelled) {
        return cancelled.cancellationReasons().stream()
                .map(reason -> new Reason(reason.code(), brief(reason.item())))
                .toList();
    }

    /// The item with long byte values reduced to their length, so that a failure is readable.
    private static Map<String, AttributeValue> brief(Map<String, AttributeValue> item) {
        var brief = new TreeMap<>(item);
        brief.replaceAll(
                (_, value) -> value.type() == AttributeValue.Type.B && value.b().asByteArrayUnsafe().length > BRIEF
                        ? AttributeValue.fromS(value.b().asByteArrayUnsafe().length + " bytes")
                        : value);
        return brief;
    }
}
