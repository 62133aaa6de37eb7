package credits.payment.store;

import credits.aws.AwsCall;
import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.payment.Payment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// The records of all top-ups. A record is replaced only if it still has the version that the change was decided
/// on. [PaymentLedger] changes what an account has been credited for a payment.
///
/// Throws [ServiceUnavailableException] if the store does not answer.
public final class PaymentStore {
    static final String VERSION_CONDITION = "version = :version";

    private static final String KEY_RANGE =
            TableKeys.PARTITION_KEY + " = :p AND " + TableKeys.SORT_KEY + " BETWEEN :from AND :to";
    private static final UniqueId MAX_ID = new UniqueId(-1, -1);
    private static final int PAGE_SIZE = 50;
    // The time that a top-up can be paid, and more.
    private static final Duration PAYABLE_TIME = Duration.ofDays(1);

    private final DynamoDbClient dynamo;
    private final String table;

    public PaymentStore(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// The owner of a Stripe payment.
    public record PaymentOwner(OrganisationId organisation, UniqueId paymentKey) {}

    /// Reads the record.
    public Optional<Payment> find(OrganisationId organisation, UniqueId id) {
        return callStore(
                        organisation,
                        () -> read(TableKeys.profilePartition(organisation), TableKeys.PAYMENT_PREFIX + id))
                .map(PaymentCodec::fromItem);
    }

    /// Returns the top-up that a Stripe payment paid for; empty if none has been credited for it.
    public Optional<PaymentOwner> findOwner(String paymentIntentId) {
        return AwsCall.readOrWrite(
                        "the payments",
                        () -> read(TableKeys.PAYMENT_INTENT_PREFIX + paymentIntentId, TableKeys.SINGLE_ITEM_SORT))
                .map(PaymentStore::toOwner);
    }

    /// Replaces `before` by `after`. Returns false if the record has changed since; nothing is then changed.
    public boolean replace(Payment before, Payment after) {
        return callStore(before.organisation(), () -> tryPut(after, before));
    }

    /// Returns at most `limit` payments, newest first, from the one with id `from` on, inclusive.
    public List<Payment> listPayments(OrganisationId organisation, UniqueId from, int limit) {
        return listPayments(organisation, from, limit, fault -> {
            throw fault;
        });
    }

    /// The same, without payments whose records cannot be read.
    ///
    /// @param unreadable receives a fault for each of those, which names it
    public List<Payment> listPayments(
            OrganisationId organisation, UniqueId from, int limit, Consumer<RuntimeException> unreadable) {
        var query = newestFirst(organisation, from);
        return findNewest(
                organisation, query, limit, payment -> payment.reason().isEmpty(), unreadable);
    }

    /// Returns at most `limit` payments that may still be paid, or may have been paid without our knowledge, newest
    /// first.
    ///
    /// @param from the id to begin with, inclusive
    /// @param since the time since which their keys were made: older payments are not read
    /// @param unreadable receives a fault for each payment whose record cannot be read
    public List<Payment> findPending(
            OrganisationId organisation,
            UniqueId from,
            Instant since,
            int limit,
            Consumer<RuntimeException> unreadable) {
        var oldest = UniqueId.firstAt(since);
        if (from.compareTo(oldest) < 0) return List.of();
        var query = keyRange(organisation, oldest, from);
        return findNewest(organisation, query, limit, Payment::isPending, unreadable);
    }

    /// Returns at most `limit` payments that can be paid at `time`, without those whose records cannot be
    /// read. Reads the keys of the last weeks only: older ones start no top-up.
    public List<Payment> findPayable(OrganisationId organisation, Instant time, int limit) {
        var query = keyRange(
                organisation, UniqueId.firstAt(time.minus(UniqueId.MAX_AGE).minus(PAYABLE_TIME)), MAX_ID);
        return findNewest(organisation, query, limit, payment -> payment.isPayableAt(time), _ -> {});
    }

    /// Whether one of the newest payments was credited.
    public boolean hasCredited(OrganisationId organisation) {
        var newest = listPayments(organisation, MAX_ID, PAGE_SIZE, _ -> {});
        return newest.stream().anyMatch(Payment::isCredited);
    }

    private List<Payment> findNewest(
            OrganisationId organisation,
            QueryRequest newestFirst,
            int limit,
            Predicate<Payment> wanted,
            Consumer<RuntimeException> unreadable) {
        return callStore(
                organisation,
                () -> dynamo.queryPaginator(newestFirst).items().stream()
                        .flatMap(item -> ItemAttributes.tryRead(item, PaymentCodec::fromItem, unreadable).stream())
                        .filter(wanted)
                        .limit(limit)
                        .toList());
    }

    private QueryRequest newestFirst(OrganisationId organisation, UniqueId from) {
        return keyRange(organisation, UniqueId.MIN_VALUE, from);
    }

    private QueryRequest keyRange(OrganisationId organisation, UniqueId oldest, UniqueId newest) {
        return QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .scanIndexForward(false)
                .limit(PAGE_SIZE)
                .keyConditionExpression(KEY_RANGE)
                .expressionAttributeValues(Map.of(
                        ":p", AttributeValue.fromS(TableKeys.profilePartition(organisation)),
                        ":from", AttributeValue.fromS(TableKeys.PAYMENT_PREFIX + oldest),
                        ":to", AttributeValue.fromS(TableKeys.PAYMENT_PREFIX + newest)))
                .build();
    }

    private Optional<Map<String, AttributeValue>> read(String partition, String sort) {
        var item = dynamo.getItem(get -> get.tableName(table)
                        .key(Map.of(
                                TableKeys.PARTITION_KEY, AttributeValue.fromS(partition),
                                TableKeys.SORT_KEY, AttributeValue.fromS(sort)))
                        .consistentRead(true))
                .item();
        return Optional.of(item).filter(found -> !found.isEmpty());
    }

    private boolean tryPut(Payment payment, Payment expected) {
        try {
            var _ = dynamo.putItem(put -> put.tableName(table)
                    .item(PaymentCodec.toItem(payment))
                    .conditionExpression(VERSION_CONDITION)
                    .expressionAttributeValues(versionValues(expected)));
            return true;
        } catch (ConditionalCheckFailedException other) {
            return false;
        }
    }

    static Map<String, AttributeValue> versionValues(Payment expected) {
        return Map.of(":version", ItemAttributes.number(expected.version()));
    }

    private static PaymentOwner toOwner(Map<String, AttributeValue> item) {
        return new PaymentOwner(
                new OrganisationId(ItemAttributes.text(item, "organisation")),
                UniqueId.parse(ItemAttributes.text(item, "payment")).orElseThrow());
    }

    private static <T> T callStore(OrganisationId organisation, Supplier<T> call) {
        return AwsCall.readOrWrite("the payments of " + organisation, call);
    }
}
