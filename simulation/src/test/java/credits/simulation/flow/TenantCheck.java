package credits.simulation.flow;

import static java.util.Objects.requireNonNull;

import credits.aws.TableKeys;
import credits.local.aws.iam.PartitionCondition;
import credits.local.aws.interception.DynamoInterceptor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// Holds each call of the table to the organisations that the function's event names.
final class TenantCheck implements DynamoInterceptor {
    private static final List<String> TENANT_PREFIXES =
            List.of(TableKeys.ACCOUNT_PREFIX, TableKeys.PROFILE_PREFIX, TableKeys.WAITING_CALL_PREFIX);

    private final ThreadLocal<Set<String>> allowed = ThreadLocal.withInitial(Set::of);

    /// Runs `call`, which may touch the partitions of these organisations alone.
    <T> T callFor(Set<String> organisations, Supplier<T> call) {
        allowed.set(organisations);
        try {
            return call.get();
        } finally {
            allowed.remove();
        }
    }

    @Override
    public <R> R intercept(DynamoDbRequest request, Supplier<R> call) {
        partitions(request).forEach(this::requireAllowed);
        return call.get();
    }

    private void requireAllowed(String partition) {
        for (var prefix : TENANT_PREFIXES) {
            if (!partition.startsWith(prefix)) continue;
            var organisation = partition.substring(prefix.length()).split("#", 2)[0];
            // An Error, so that no `catch (Exception)` hides it.
            if (!allowed.get().contains(organisation))
                throw new AssertionError("the partition of another organisation: " + partition);
        }
    }

    private static Stream<String> partitions(DynamoDbRequest request) {
        return switch (request) {
            case GetItemRequest get -> Stream.of(partition(get.key()));
            case QueryRequest query -> Stream.of(partition(query));
            case PutItemRequest put -> Stream.of(partition(put.item()));
            case UpdateItemRequest update -> Stream.of(partition(update.key()));
            case TransactWriteItemsRequest all -> all.transactItems().stream().map(TenantCheck::partition);
            default -> throw new UnsupportedOperationException(request.toString());
        };
    }

    private static String partition(TransactWriteItem item) {
        if (item.put() != null) return partition(item.put().item());
        if (item.update() != null) return partition(item.update().key());
        return partition(item.conditionCheck().key());
    }

    private static String partition(Map<String, AttributeValue> key) {
        return requireNonNull(key.get(TableKeys.PARTITION_KEY)).s();
    }

    private static String partition(QueryRequest query) {
        var placeholder = PartitionCondition.findPlaceholder(
                query.keyConditionExpression(), query.expressionAttributeNames(), TableKeys.PARTITION_KEY);
        return requireNonNull(query.expressionAttributeValues().get(placeholder.orElseThrow()))
                .s();
    }
}
