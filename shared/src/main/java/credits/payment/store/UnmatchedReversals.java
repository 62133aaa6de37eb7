package credits.payment.store;

import credits.aws.AwsCall;
import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.payment.PaymentUpdate;
import credits.payment.PaymentUpdate.Dispute;
import credits.payment.PaymentUpdate.Refund;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Refunds and disputes that arrived before their payment was credited.
///
/// No item is ever removed: an update that is applied again changes nothing. Throws [ServiceUnavailableException] if
/// the store does not answer.
public final class UnmatchedReversals {
    private static final String EUR = "eur";
    private static final String NEITHER = "neither a refund nor a dispute: ";
    private static final String PARTITION_CONDITION = TableKeys.PARTITION_KEY + " = :p";

    private final DynamoDbClient dynamo;
    private final String table;

    public UnmatchedReversals(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// A reversal that arrived before its payment was credited.
    ///
    /// @param update a refund or a dispute
    /// @param currency as Stripe writes it, such as `eur`; the update's amount is cents of it
    public record UnmatchedReversal(String paymentIntentId, PaymentUpdate update, String currency) {
        public boolean isInEur() {
            return currency.equals(EUR);
        }

        /// Stripe's id of the refund or dispute.
        public String stripeId() {
            return switch (update) {
                case Refund refund -> refund.id();
                case Dispute dispute -> dispute.id();
                default -> throw new IllegalStateException(NEITHER + update);
            };
        }
    }

    /// Stores a refund or a dispute until its payment is credited. Safe to repeat.
    ///
    /// The caller must then read the payment again: it may have been credited in the meantime by a worker that did
    /// not see this reversal yet.
    public void save(UnmatchedReversal reversal, Instant now) {
        var key = sortKey(reversal.update());
        // By payment first: the list by day is for the sweep only.
        put(TableKeys.UNMATCHED_REVERSAL_PREFIX + reversal.paymentIntentId(), key, toAttributes(reversal));
        put(
                TableKeys.UNMATCHED_REVERSAL_PREFIX + utcDay(now),
                reversal.paymentIntentId() + "#" + key,
                toAttributes(reversal));
    }

    /// Returns the reversals that wait for this payment.
    public List<UnmatchedReversal> findByPaymentIntent(String paymentIntentId) {
        return readPartition(TableKeys.UNMATCHED_REVERSAL_PREFIX + paymentIntentId, fault -> {
            throw fault;
        });
    }

    /// Returns all reversals stored on one day in UTC, whether or not their payment has been credited since.
    ///
    /// @param unreadable receives a fault for each that cannot be read, which names it
    public List<UnmatchedReversal> findByDay(LocalDate day, Consumer<RuntimeException> unreadable) {
        return readPartition(TableKeys.UNMATCHED_REVERSAL_PREFIX + day, unreadable);
    }

    private static LocalDate utcDay(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    // Two updates of one refund may differ, and both count: see [credits.payment.PaymentState].
    private static String sortKey(PaymentUpdate update) {
        return switch (update) {
            case Refund refund -> refund.id() + "#" + refund.amount().toCents() + "#" + refund.status();
            case Dispute dispute -> dispute.id() + "#" + dispute.amount().toCents() + "#" + dispute.status();
            default -> throw new IllegalStateException(NEITHER + update);
        };
    }

    static Map<String, AttributeValue> toAttributes(UnmatchedReversal reversal) {
        var attributes = new HashMap<String, AttributeValue>();
        attributes.put("payment_intent", AttributeValue.fromS(reversal.paymentIntentId()));
        attributes.put("currency", AttributeValue.fromS(reversal.currency()));
        switch (reversal.update()) {
            case Refund refund -> {
                attributes.put("refund", AttributeValue.fromS(refund.id()));
                attributes.putAll(ReversalCodec.toAttributes(refund));
            }
            case Dispute dispute -> {
                attributes.put("dispute", AttributeValue.fromS(dispute.id()));
                attributes.putAll(ReversalCodec.toAttributes(dispute));
            }
            default -> throw new IllegalStateException(NEITHER + reversal.update());
        }
        return attributes;
    }

    static UnmatchedReversal fromItem(Map<String, AttributeValue> item) {
        var refund = item.get("refund");
        PaymentUpdate update = refund == null
                ? ReversalCodec.toDispute(ItemAttributes.text(item, "dispute"), item)
                : ReversalCodec.toRefund(refund.s(), item);
        // Older code did not store the currency.
        var currency = ItemAttributes.optionalText(item, "currency").orElse(EUR);
        return new UnmatchedReversal(ItemAttributes.text(item, "payment_intent"), update, currency);
    }

    private List<UnmatchedReversal> readPartition(String partition, Consumer<RuntimeException> unreadable) {
        var query = QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression(PARTITION_CONDITION)
                .expressionAttributeValues(Map.of(":p", AttributeValue.fromS(partition)))
                .build();
        return AwsCall.readOrWrite(
                "the payments",
                () -> dynamo.queryPaginator(query).items().stream()
                        .flatMap(
                                item -> ItemAttributes.tryRead(item, UnmatchedReversals::fromItem, unreadable).stream())
                        .toList());
    }

    // The same key always has the same content, so that writing it again changes nothing.
    private void put(String partition, String sort, Map<String, AttributeValue> attributes) {
        var item = new HashMap<>(attributes);
        item.put(TableKeys.PARTITION_KEY, AttributeValue.fromS(partition));
        item.put(TableKeys.SORT_KEY, AttributeValue.fromS(sort));
        var _ = AwsCall.readOrWrite(
                "the payments", () -> dynamo.putItem(put -> put.tableName(table).item(item)));
    }
}
