package credits.payment.store;

import credits.aws.AwsCall;
import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.payment.PaymentUpdate;
import credits.payment.store.UnmatchedReversals.UnmatchedReversal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The refunds and disputes that a round of the nightly comparison has listed at Stripe, a page an item. A later round
/// replaces the pages of the one before. Throws [ServiceUnavailableException] if the store does not answer.
public final class StoredReversals {
    private static final String EUR = "eur";

    private final DynamoDbClient dynamo;
    private final String table;

    public StoredReversals(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// A refund or a dispute in EUR.
    public record StoredReversal(String paymentIntentId, PaymentUpdate update) {}

    /// Stores a page. Safe to repeat.
    ///
    /// @param round when the round started
    /// @param list the name of the list
    /// @param page the number of the page in it
    public void save(Instant round, String list, int page, List<StoredReversal> reversals) {
        var item = new HashMap<String, AttributeValue>();
        var sort = String.format(Locale.ROOT, "%s%s#%06d", TableKeys.REVERSAL_LIST_PREFIX, list, page);
        item.put(TableKeys.PARTITION_KEY, ItemAttributes.text(TableKeys.RECONCILIATION_PARTITION));
        item.put(TableKeys.SORT_KEY, ItemAttributes.text(sort));
        item.put("began", ItemAttributes.time(round));
        item.put(
                "reversals",
                AttributeValue.fromL(
                        reversals.stream().map(StoredReversals::toAttribute).toList()));
        var _ = callStore(() -> dynamo.putItem(put -> put.tableName(table).item(item)));
    }

    /// Returns all that a round has stored.
    ///
    /// @param unreadable receives a fault for each page that cannot be read, which names it
    public List<StoredReversal> readAll(Instant round, Consumer<RuntimeException> unreadable) {
        return callStore(() -> dynamo
                .queryPaginator(query -> query.tableName(table)
                        .consistentRead(true)
                        .keyConditionExpression(
                                TableKeys.PARTITION_KEY + " = :p AND begins_with(" + TableKeys.SORT_KEY + ", :lists)")
                        .expressionAttributeValues(Map.of(
                                ":p", ItemAttributes.text(TableKeys.RECONCILIATION_PARTITION),
                                ":lists", ItemAttributes.text(TableKeys.REVERSAL_LIST_PREFIX))))
                .items()
                .stream()
                .flatMap(item -> ItemAttributes.tryRead(item, page -> fromItem(page, round), unreadable).stream())
                .flatMap(List::stream)
                .toList());
    }

    private static AttributeValue toAttribute(StoredReversal reversal) {
        return AttributeValue.fromM(UnmatchedReversals.toAttributes(
                new UnmatchedReversal(reversal.paymentIntentId(), reversal.update(), EUR)));
    }

    private static List<StoredReversal> fromItem(Map<String, AttributeValue> item, Instant round) {
        if (!ItemAttributes.time(item, "began").equals(round)) return List.of();
        return ItemAttributes.required(item, "reversals").l().stream()
                .map(each -> UnmatchedReversals.fromItem(each.m()))
                .map(each -> new StoredReversal(each.paymentIntentId(), each.update()))
                .toList();
    }

    private static <T> T callStore(Supplier<T> call) {
        return AwsCall.readOrWrite("the reversals of the comparison", call);
    }
}
