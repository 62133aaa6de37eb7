package credits.benchmarks;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;

import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.simulation.store.CapacityUnits;
import credits.simulation.store.ItemSize;
import credits.usage.PricedLine;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// What we are compared with: the design of the textbook, on the same table. Each event is a transaction that puts its
/// entry if it is new, takes its cost from the account if balance and limit allow it, and adds it to the totals of the
/// day and of the month. Amounts are in nano-euro.
final class TextbookDesign {
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");
    private static final String ACCOUNT = "ACCOUNT";
    private static final String TAKE_FROM_ACCOUNT = "SET balance = balance - :cost, remaining = remaining - :cost";
    private static final String ADD_TO_TOTAL =
            "SET cost = if_not_exists(cost, :zero) + :cost, operations = if_not_exists(operations, :zero) + :one";

    private final DynamoDbClient dynamo;
    private final String table;

    TextbookDesign(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// Gives an organisation credits and a limit.
    void open(OrganisationId organisation, long balance, long remaining) {
        var _ = dynamo.putItem(put -> put.tableName(table).item(account(organisation, balance, remaining)));
    }

    /// Books an event, and returns false if it was booked before or does not fit.
    boolean book(OrganisationId organisation, UniqueId id, PricedLine line) {
        var cost = Map.of(":cost", number(line.cost().nanos()));
        var total = Map.of(":cost", number(line.cost().nanos()), ":zero", number(0), ":one", number(1));
        var day = LocalDate.ofInstant(line.line().usedAt(), ROME).toString();
        var actions = List.of(
                TransactWriteItem.builder()
                        .put(put -> put.tableName(table)
                                .item(eventOf(organisation, id, line))
                                .conditionExpression("attribute_not_exists(p)"))
                        .build(),
                update(organisation, ACCOUNT, TAKE_FROM_ACCOUNT, "balance >= :cost AND remaining >= :cost", cost),
                update(organisation, day, ADD_TO_TOTAL, "", total),
                update(organisation, day.substring(0, "2026-11".length()), ADD_TO_TOTAL, "", total));
        try {
            var _ = dynamo.transactWriteItems(write -> write.transactItems(actions));
            return true;
        } catch (TransactionCanceledException rejected) {
            return false;
        }
    }

    /// How much of the limit remains.
    long remaining(OrganisationId organisation) {
        var item = dynamo.getItem(get ->
                        get.tableName(table).key(key(organisation, ACCOUNT)).consistentRead(true))
                .item();
        return Long.parseLong(requireNonNull(item.get("remaining")).n());
    }

    private TransactWriteItem update(
            OrganisationId organisation,
            String sort,
            String expression,
            String condition,
            Map<String, AttributeValue> values) {
        return TransactWriteItem.builder()
                .update(update -> update.tableName(table)
                        .key(key(organisation, sort))
                        .updateExpression(expression)
                        .conditionExpression(condition.isEmpty() ? null : condition)
                        .expressionAttributeValues(values))
                .build();
    }

    /// The write units of one event of this workload, by the sizes of its four items.
    static double writeUnits(BenchmarkWorkload workload) {
        var random = new SplittableRandom(2);
        var lines = BenchmarkWorkload.priced(workload.report(random, BenchmarkWorkload.MEASURED_FROM));
        long others = Stream.of(
                        account(BenchmarkWorkload.ORGANISATION, Long.MAX_VALUE, Long.MAX_VALUE),
                        total("2026-11-20"),
                        total("2026-11"))
                .mapToLong(TextbookDesign::transactionalUnits)
                .sum();
        return others
                + lines.stream()
                        .map(line -> eventOf(
                                BenchmarkWorkload.ORGANISATION,
                                new UniqueId(random.nextLong(), random.nextLong()),
                                line))
                        .mapToLong(TextbookDesign::transactionalUnits)
                        .average()
                        .orElseThrow();
    }

    private static long transactionalUnits(Map<String, AttributeValue> item) {
        return CapacityUnits.transactionalWriteUnits(ItemSize.of(item));
    }

    private static Map<String, AttributeValue> account(OrganisationId organisation, long balance, long remaining) {
        return with(key(organisation, ACCOUNT), Map.of("balance", number(balance), "remaining", number(remaining)));
    }

    private static Map<String, AttributeValue> total(String period) {
        return with(
                key(BenchmarkWorkload.ORGANISATION, period),
                Map.of("cost", number(Long.MAX_VALUE), "operations", number(1_000_000)));
    }

    private static Map<String, AttributeValue> eventOf(OrganisationId organisation, UniqueId id, PricedLine line) {
        var item = new HashMap<>(Map.ofEntries(
                entry("operation", text(line.line().operation().value())),
                entry("quantity", number(line.line().quantity().micros())),
                entry("cost", number(line.cost().nanos())),
                entry("at", text(line.line().usedAt().toString()))));
        line.line().member().ifPresent(member -> item.put("member", text(member.value())));
        line.line().reference().ifPresent(reference -> item.put("reference", text(reference.value())));
        return with(key(organisation, "E#" + id), item);
    }

    private static Map<String, AttributeValue> key(OrganisationId organisation, String sort) {
        return Map.of(TableKeys.PARTITION_KEY, text("T#" + organisation.value()), TableKeys.SORT_KEY, text(sort));
    }

    private static Map<String, AttributeValue> with(
            Map<String, AttributeValue> key, Map<String, AttributeValue> attributes) {
        var item = new HashMap<>(key);
        item.putAll(attributes);
        return item;
    }

    private static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
