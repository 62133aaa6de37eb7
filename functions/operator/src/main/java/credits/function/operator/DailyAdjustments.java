package credits.function.operator;

import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.aws.VersionedItems;
import credits.identity.MemberId;
import credits.money.Eur;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// What each operator has adjusted in a day (UTC), over all organisations, in one item each. It is written in the same
/// transaction as the adjustment, so that no race and no retry counts one twice or not at all.
///
/// Throws [credits.retry.ServiceUnavailableException] if the store does not answer.
final class DailyAdjustments {
    private static final String SUM = "nanos";
    // No item has it.
    private static final long NEVER = -1;

    private final VersionedItems items;
    private final Eur maximum;

    /// @param maximum the maximum of one operator's adjustments in a day
    DailyAdjustments(DynamoDbClient dynamo, String table, Eur maximum) {
        this.items = new VersionedItems(dynamo, table, "the adjustments of a day");
        this.maximum = maximum;
    }

    /// An operator's day so far.
    ///
    /// @param sum the adjustments, added up without their signs
    /// @param version grows by one with each; 0 before the first
    record OperatorDay(MemberId operator, LocalDate date, Eur sum, long version) {}

    Eur maximum() {
        return maximum;
    }

    OperatorDay read(MemberId operator, LocalDate date) {
        var item = items.read(key(operator, date));
        var sum = item.isEmpty() ? Eur.ZERO : new Eur(ItemAttributes.number(item, SUM));
        return new OperatorDay(operator, date, sum, VersionedItems.versionOf(item));
    }

    /// Whether `amount` still fits into the day.
    boolean covers(OperatorDay day, Eur amount) {
        return !sumWith(day, amount).isGreaterThan(maximum);
    }

    /// The write that counts `amount`. It fails if the day has changed since it was read, and always if the amount does
    /// not fit.
    TransactWriteItem count(OperatorDay day, Eur amount) {
        var item = new HashMap<>(key(day.operator(), day.date()));
        item.put(SUM, ItemAttributes.number(sumWith(day, amount).nanos()));
        ItemAttributes.expireDay(item, day.date());
        return items.replacement(item, covers(day, amount) ? day.version() : NEVER);
    }

    private static Eur sumWith(OperatorDay day, Eur amount) {
        return day.sum().plus(amount.isNegative() ? Eur.ZERO.minus(amount) : amount);
    }

    private static Map<String, AttributeValue> key(MemberId operator, LocalDate date) {
        return Map.of(
                TableKeys.PARTITION_KEY, AttributeValue.fromS(TableKeys.OPERATOR_PARTITION),
                TableKeys.SORT_KEY, AttributeValue.fromS(TableKeys.adjustmentsSort(operator, date)));
    }
}
