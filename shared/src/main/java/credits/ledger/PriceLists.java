package credits.ledger;

import static java.util.Objects.requireNonNull;

import credits.identity.Operation;
import credits.money.Eur;
import credits.pricing.BillingUnit;
import credits.pricing.Category;
import credits.pricing.Price;
import credits.pricing.PriceBook;
import credits.pricing.PriceList;
import credits.pricing.Rate;
import credits.usage.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// The published price lists, one item each. A published list never changes.
///
/// Throws [Unavailable] if the store does not answer.
public final class PriceLists {
    /// The minimum time between publishing a list and its taking effect, so that no worker misses it.
    public static final Duration NOTICE = Duration.ofMinutes(5);

    // The longest time that a message may wait in a queue. A line may thus be this much older than 35 days when it
    // is priced.
    private static final Duration LONGEST_IN_QUEUE = Duration.ofDays(14);

    // The clock difference between publishers and workers that is allowed for, before a worker would miss a new list.
    private static final Duration SKEW = Duration.ofMinutes(1);
    private static final String VERSION = "V#";

    private final DynamoDbClient dynamo;
    private final String table;

    public PriceLists(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// The result of publishing a list.
    public enum Publication {
        /// The list is published, by this call or an earlier one.
        PUBLISHED,
        /// A different list is already published for this time; nothing changed.
        TIME_TAKEN,
        /// The list would take effect before every worker has it; nothing changed.
        TOO_SOON
    }

    /// Publishes `list`, which must take effect at least [#NOTICE] after `now`; the very first list may take effect at
    /// any time. Safe to repeat at any time: a list that is already published is never too soon.
    public Publication publish(PriceList list, Instant now) {
        try {
            var known = versions(list.effectiveFrom());
            boolean isTaken =
                    known.stream().anyMatch(each -> each.effectiveFrom().equals(list.effectiveFrom()));
            if (isTaken) return compared(list, known);
            boolean ahead = !list.effectiveFrom().isBefore(now.plus(NOTICE));
            if (!ahead && !known.isEmpty()) return Publication.TOO_SOON;
            return put(list);
        } catch (SdkException fault) {
            throw new Unavailable("the price lists did not answer", fault);
        }
    }

    private Publication put(PriceList list) {
        try {
            var _ = dynamo.putItem(put -> put.tableName(table).item(item(list)).conditionExpression(Chain.IF_ABSENT));
            return Publication.PUBLISHED;
        } catch (ConditionalCheckFailedException taken) {
            // Published by another caller, or by our own attempt whose response was lost.
            return compared(list, versions(list.effectiveFrom()));
        }
    }

    private static Publication compared(PriceList list, List<PriceList> known) {
        return known.stream()
                        .anyMatch(each -> each.effectiveFrom().equals(list.effectiveFrom())
                                && each.prices().equals(list.prices()))
                ? Publication.PUBLISHED
                : Publication.TIME_TAKEN;
    }

    /// Returns all lists that are or will be in force, back to `now` less the maximum age of a line.
    public PriceBook read(Instant now) {
        try {
            var since = now.minus(Submission.OLDEST).minus(LONGEST_IN_QUEUE);
            return new PriceBook(versions(since), now.plus(NOTICE).minus(SKEW));
        } catch (SdkException fault) {
            throw new Unavailable("the price lists did not answer", fault);
        }
    }

    // Newest first, down to the one in force at `since`.
    private List<PriceList> versions(Instant since) {
        var versions = new ArrayList<PriceList>();
        var pages = dynamo.queryPaginator(QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .scanIndexForward(false)
                .keyConditionExpression(Table.PARTITION + " = :p")
                .expressionAttributeValues(Map.of(":p", AttributeValue.fromS(Table.PRICES)))
                .build());
        for (var item : pages.items()) {
            var list = list(item);
            versions.add(list);
            if (!list.effectiveFrom().isAfter(since)) break;
        }
        return versions;
    }

    private static Map<String, AttributeValue> item(PriceList list) {
        return Map.of(
                Table.PARTITION,
                AttributeValue.fromS(Table.PRICES),
                Table.SORT,
                AttributeValue.fromS(VERSION + list.effectiveFrom()),
                "prices",
                AttributeValue.fromL(
                        list.prices().stream().map(PriceLists::attribute).toList()));
    }

    private static AttributeValue attribute(Price price) {
        return AttributeValue.fromM(Map.of(
                "code", AttributeValue.fromS(price.operation().value()),
                "name", AttributeValue.fromS(price.name()),
                "category", AttributeValue.fromS(price.category().name()),
                "unit_price", AttributeValue.fromS(price.rate().unitPrice().toString()),
                "unit_quantity",
                        AttributeValue.fromN(Long.toString(price.rate().unit().quantity())),
                "unit_name", AttributeValue.fromS(price.rate().unit().name())));
    }

    private static PriceList list(Map<String, AttributeValue> item) {
        var effectiveFrom = Instant.parse(attribute(item, Table.SORT).s().substring(VERSION.length()));
        return new PriceList(
                effectiveFrom,
                attribute(item, "prices").l().stream()
                        .map(each -> price(each.m()))
                        .toList());
    }

    private static Price price(Map<String, AttributeValue> price) {
        var unit = new BillingUnit(
                Long.parseLong(attribute(price, "unit_quantity").n()),
                attribute(price, "unit_name").s());
        return new Price(
                new Operation(attribute(price, "code").s()),
                attribute(price, "name").s(),
                new Category(attribute(price, "category").s()),
                new Rate(Eur.of(attribute(price, "unit_price").s()), unit));
    }

    private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
        return requireNonNull(item.get(name), name);
    }
}
