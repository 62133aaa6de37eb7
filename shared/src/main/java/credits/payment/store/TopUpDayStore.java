package credits.payment.store;

import static credits.aws.ItemAttributes.number;

import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.aws.VersionedItems;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.money.Eur;
import credits.payment.TopUpDay;
import credits.retry.ServiceUnavailableException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/// What organisations have tried to top up, one item a day. An attempt is counted in the transaction that starts the
/// top-up, so that neither a race nor a retry counts one twice or not at all.
///
/// Throws [ServiceUnavailableException] if the store does not answer.
public final class TopUpDayStore {
    private static final int MAX_TRIES = 5;
    private static final String ATTEMPTS = "attempts";
    private static final String AMOUNT = "cents";
    private static final String DECLINES = "declines";

    private final VersionedItems items;

    public TopUpDayStore(DynamoDbClient dynamo, String table) {
        this.items = new VersionedItems(dynamo, table, "the top-ups of a day");
    }

    public TopUpDay read(OrganisationId organisation, LocalDate date) {
        var item = items.read(key(organisation, date));
        return item.isEmpty() ? TopUpDay.empty(organisation, date) : fromItem(organisation, date, item);
    }

    /// The write that replaces `before` by `after`; it fails if the day has changed since it was read.
    TransactWriteItem replacement(TopUpDay before, TopUpDay after) {
        return items.replacement(toItem(after), before.version());
    }

    /// Adds a declined payment, once for each event, up to `maximum` of them. Returns the day.
    public TopUpDay addDecline(OrganisationId organisation, LocalDate date, String eventId, int maximum) {
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            var day = read(organisation, date);
            if (day.declines().contains(eventId) || day.declines().size() >= maximum) return day;
            var after = day.withDecline(eventId);
            if (items.tryReplace(toItem(after), day.version())) return after;
        }
        throw new ServiceUnavailableException("others kept changing the top-ups of " + organisation);
    }

    private static Map<String, AttributeValue> toItem(TopUpDay day) {
        var item = new HashMap<>(key(day.organisation(), day.date()));
        var attempts = new HashMap<String, AttributeValue>();
        day.attempts().forEach((member, count) -> attempts.put(member.value(), number(count)));
        item.put(ATTEMPTS, AttributeValue.fromM(attempts));
        item.put(AMOUNT, number(day.amount().toCents()));
        ItemAttributes.expireDay(item, day.date());
        if (!day.declines().isEmpty())
            item.put(
                    DECLINES,
                    AttributeValue.fromSs(day.declines().stream().sorted().toList()));
        return item;
    }

    private static TopUpDay fromItem(OrganisationId organisation, LocalDate date, Map<String, AttributeValue> item) {
        var attempts = new HashMap<MemberId, Integer>();
        ItemAttributes.map(item, ATTEMPTS)
                .forEach((member, count) -> attempts.put(new MemberId(member), Integer.valueOf(count.n())));
        var declines = item.get(DECLINES);
        return new TopUpDay(
                organisation,
                date,
                attempts,
                Eur.ofCents(number(item, AMOUNT)),
                declines == null ? Set.of() : Set.copyOf(declines.ss()),
                VersionedItems.versionOf(item));
    }

    private static Map<String, AttributeValue> key(OrganisationId organisation, LocalDate date) {
        return Map.of(
                TableKeys.PARTITION_KEY, AttributeValue.fromS(TableKeys.profilePartition(organisation)),
                TableKeys.SORT_KEY, AttributeValue.fromS(TableKeys.topUpDaySort(date)));
    }
}
