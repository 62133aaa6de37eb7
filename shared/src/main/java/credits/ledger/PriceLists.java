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

/// The published price lists, one item each, whole. Published ones are never changed.
///
/// When the store does not answer: [Unavailable].
public final class PriceLists {
    /// How far ahead of its time a list is published at least, so that no worker misses it.
    public static final Duration NOTICE = Duration.ofMinutes(5);

    // How long a message may wait in a queue at most, so how much older than 35 days a line may be when it is
    // priced.
    private static final Duration LONGEST_IN_QUEUE = Duration.ofDays(14);

    // What clocks of publishers and workers may differ by, before a worker would miss a list just published.
    private static final Duration SKEW = Duration.ofMinutes(1);
    private static final String VERSION = "V#";

    private final DynamoDbClient dynamo;
    private final String table;

    public PriceLists(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// What came of publishing.
    public enum Publication {
        /// It is published, now or by an earlier call.
        PUBLISHED,
        /// Another list for this time is published already; nothing changed.
        TIME_TAKEN,
        /// It would come into force before every worker can know it; nothing changed.
        TOO_SOON
    }

    /// Publishes `list`, which must come into force at least [#NOTICE] after `now`; the very first list may be of
    /// any time. Safe to repeat, whenever: a list that is published already is not too soon.
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
            // By somebody else, or by ourselves in an attempt whose answer was lost.
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

    /// All lists that were in force since `now` less the age that a line may have, or will be.
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
