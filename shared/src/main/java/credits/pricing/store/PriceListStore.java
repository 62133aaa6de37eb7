package credits.pricing.store;

import static credits.aws.ItemAttributes.required;

import credits.aws.AwsCall;
import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.money.Eur;
import credits.pricing.BillingUnit;
import credits.pricing.OperationCategory;
import credits.pricing.Price;
import credits.pricing.PriceBook;
import credits.pricing.PriceList;
import credits.pricing.PriceTranslation;
import credits.pricing.UnitRate;
import credits.usage.PricedReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// The published price lists, one item each. A published list never changes.
///
/// Throws [ServiceUnavailableException] if the store does not answer.
public final class PriceListStore {
    /// The minimum time between publishing a list and its taking effect, so that no worker misses it.
    public static final Duration MIN_NOTICE = Duration.ofMinutes(5);

    // The longest time that a message may wait in a queue. A line may thus be this much older than 35 days when it
    // is priced.
    private static final Duration MAX_QUEUE_RETENTION = Duration.ofDays(14);

    // The clock difference between publishers and workers that is allowed for, before a worker would miss a new list.
    private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(1);
    private static final String SORT_PREFIX = "V#";
    private static final String NAME = "name";
    private static final String CATEGORY = "category";
    private static final String TRANSLATIONS = "translations";
    private static final String PUBLISHED_BY = "published_by";
    private static final String PUBLISHED_AT = "published_at";

    private final DynamoDbClient dynamo;
    private final String table;

    public PriceListStore(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// The result of publishing a list.
    public enum PublicationResult {
        /// The list is published, by this call or an earlier one.
        PUBLISHED,
        /// A different list is already published for this time; nothing changed.
        TIME_TAKEN,
        /// The list would take effect before every worker has it; nothing changed.
        TOO_SOON
    }

    /// A new price list, as its item in the table's stream tells.
    public record Publication(Instant effectiveFrom, MemberId publishedBy, Instant publishedAt) {
        public static Publication fromItem(Map<String, AttributeValue> item) {
            return new Publication(
                    PriceListStore.effectiveFrom(item),
                    new MemberId(ItemAttributes.text(item, PUBLISHED_BY)),
                    ItemAttributes.time(item, PUBLISHED_AT));
        }
    }

    /// Publishes `list`, which must take effect at least [#MIN_NOTICE] after `now`; the very first list may take
    /// effect at any time. Safe to repeat at any time: a list that is already published is never too soon.
    ///
    /// @param publishedBy who publishes it, which is kept with the list
    public PublicationResult publish(PriceList list, MemberId publishedBy, Instant now) {
        return callStore(() -> {
            var published = readSince(list.effectiveFrom());
            boolean isTaken =
                    published.stream().anyMatch(each -> each.effectiveFrom().equals(list.effectiveFrom()));
            if (isTaken) return comparedWith(list, published);
            boolean isAhead = !list.effectiveFrom().isBefore(now.plus(MIN_NOTICE));
            if (!isAhead && !published.isEmpty()) return PublicationResult.TOO_SOON;
            return put(list, publishedBy, now);
        });
    }

    private PublicationResult put(PriceList list, MemberId publishedBy, Instant now) {
        try {
            var _ = dynamo.putItem(put ->
                    put.tableName(table).item(toItem(list, publishedBy, now)).conditionExpression(TableKeys.IF_ABSENT));
            return PublicationResult.PUBLISHED;
        } catch (ConditionalCheckFailedException taken) {
            // Published by another caller, or by our own attempt whose response was lost.
            return comparedWith(list, readSince(list.effectiveFrom()));
        }
    }

    private static PublicationResult comparedWith(PriceList list, List<PriceList> published) {
        return published.stream()
                        .anyMatch(each -> each.effectiveFrom().equals(list.effectiveFrom())
                                && each.prices().equals(list.prices()))
                ? PublicationResult.PUBLISHED
                : PublicationResult.TIME_TAKEN;
    }

    /// Returns all lists that are or will be in force, back to `now` less the maximum age of a line.
    public PriceBook readBook(Instant now) {
        var since = now.minus(PricedReport.MAX_AGE).minus(MAX_QUEUE_RETENTION);
        return new PriceBook(
                callStore(() -> readSince(since)), now.plus(MIN_NOTICE).minus(MAX_CLOCK_SKEW));
    }

    // Newest first, down to the one in force at `since`.
    private List<PriceList> readSince(Instant since) {
        var priceLists = new ArrayList<PriceList>();
        var pages = dynamo.queryPaginator(QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .scanIndexForward(false)
                .keyConditionExpression(TableKeys.PARTITION_KEY + " = :p")
                .expressionAttributeValues(Map.of(":p", AttributeValue.fromS(TableKeys.PRICE_LIST_PARTITION)))
                .build());
        for (var item : pages.items()) {
            var list = toPriceList(item);
            priceLists.add(list);
            if (!list.effectiveFrom().isAfter(since)) break;
        }
        return priceLists;
    }

    private static <T> T callStore(Supplier<T> call) {
        return AwsCall.readOrWrite("the price lists", call);
    }

    private static Map<String, AttributeValue> toItem(PriceList list, MemberId publishedBy, Instant now) {
        return Map.of(
                TableKeys.PARTITION_KEY,
                AttributeValue.fromS(TableKeys.PRICE_LIST_PARTITION),
                TableKeys.SORT_KEY,
                AttributeValue.fromS(SORT_PREFIX + list.effectiveFrom()),
                PUBLISHED_BY,
                AttributeValue.fromS(publishedBy.value()),
                PUBLISHED_AT,
                ItemAttributes.time(now),
                "prices",
                AttributeValue.fromL(
                        list.prices().stream().map(PriceListStore::toAttribute).toList()));
    }

    private static AttributeValue toAttribute(Price price) {
        var unit = price.rate().unit();
        var attributes = new HashMap<String, AttributeValue>();
        attributes.put("code", AttributeValue.fromS(price.operation().value()));
        attributes.put(NAME, AttributeValue.fromS(price.name()));
        attributes.put(CATEGORY, AttributeValue.fromS(price.category().name()));
        attributes.put(
                "unit_price", AttributeValue.fromS(price.rate().unitPrice().toString()));
        attributes.put("unit_quantity", AttributeValue.fromN(Long.toString(unit.quantity())));
        attributes.put("unit_name", AttributeValue.fromS(unit.name()));
        if (!price.translations().isEmpty()) attributes.put(TRANSLATIONS, toAttribute(price.translations()));
        return AttributeValue.fromM(attributes);
    }

    private static AttributeValue toAttribute(Map<String, PriceTranslation> translations) {
        var attributes = new HashMap<String, AttributeValue>();
        translations.forEach((language, translation) -> attributes.put(
                language,
                AttributeValue.fromM(Map.of(
                        NAME, AttributeValue.fromS(translation.name()),
                        CATEGORY, AttributeValue.fromS(translation.category().name())))));
        return AttributeValue.fromM(attributes);
    }

    private static PriceList toPriceList(Map<String, AttributeValue> item) {
        return new PriceList(
                effectiveFrom(item),
                required(item, "prices").l().stream()
                        .map(each -> toPrice(each.m()))
                        .toList());
    }

    private static Instant effectiveFrom(Map<String, AttributeValue> item) {
        return Instant.parse(required(item, TableKeys.SORT_KEY).s().substring(SORT_PREFIX.length()));
    }

    private static Price toPrice(Map<String, AttributeValue> price) {
        var unit = new BillingUnit(
                Long.parseLong(required(price, "unit_quantity").n()),
                required(price, "unit_name").s());
        return new Price(
                new Operation(required(price, "code").s()),
                required(price, NAME).s(),
                new OperationCategory(required(price, CATEGORY).s()),
                new UnitRate(Eur.of(required(price, "unit_price").s()), unit),
                Optional.ofNullable(price.get(TRANSLATIONS))
                        .map(attribute -> toTranslations(attribute.m()))
                        .orElse(Map.of()));
    }

    private static Map<String, PriceTranslation> toTranslations(Map<String, AttributeValue> languages) {
        var translations = new HashMap<String, PriceTranslation>();
        languages.forEach((language, translation) -> translations.put(
                language,
                new PriceTranslation(
                        required(translation.m(), NAME).s(),
                        new OperationCategory(
                                required(translation.m(), CATEGORY).s()))));
        return translations;
    }
}
