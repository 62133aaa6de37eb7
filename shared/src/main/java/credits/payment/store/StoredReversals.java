package credits.payment.store;

import credits.aws.ItemAttributes;
import credits.aws.NightlyItems;
import credits.aws.TableKeys;
import credits.payment.PaymentUpdate;
import credits.payment.store.UnmatchedReversals.UnmatchedReversal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The refunds and disputes that a round of the nightly comparison has listed at Stripe, a page an item. A later round
/// replaces the pages of the one before. Throws [ServiceUnavailableException] if the store does not answer.
public final class StoredReversals {
    private static final String EUR = "eur";

    private final NightlyItems items;

    public StoredReversals(DynamoDbClient dynamo, String table) {
        this.items = new NightlyItems(dynamo, table, "the reversals of the comparison");
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
        item.put("began", ItemAttributes.time(round));
        item.put(
                "reversals",
                AttributeValue.fromL(
                        reversals.stream().map(StoredReversals::toAttribute).toList()));
        items.put(sort, item);
    }

    /// Returns all that a round has stored.
    ///
    /// @param unreadable receives a fault for each page that cannot be read, which names it
    public List<StoredReversal> readAll(Instant round, Consumer<RuntimeException> unreadable) {
        return items.readAll(TableKeys.REVERSAL_LIST_PREFIX, page -> fromItem(page, round), unreadable).stream()
                .flatMap(List::stream)
                .toList();
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
}
