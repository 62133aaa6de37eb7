package credits.payment.store;

import static java.util.Objects.requireNonNull;

import credits.aws.AwsCall;
import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.payment.PaymentUpdate;
import credits.payment.PaymentUpdate.Dispute;
import credits.payment.PaymentUpdate.DisputeStatus;
import credits.payment.PaymentUpdate.Refund;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Refunds and disputes that arrived before their payment was credited, and quarantined objects that match no payment
/// and need a person to review them.
///
/// No item is ever removed: an update that is applied again changes nothing. Throws [ServiceUnavailableException] if
/// the store does not answer.
public final class UnmatchedReversals {
    private static final String PARTITION_CONDITION = TableKeys.PARTITION_KEY + " = :p";

    private final DynamoDbClient dynamo;
    private final String table;

    public UnmatchedReversals(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// A reversal that arrived before its payment was credited.
    public record UnmatchedReversal(String paymentIntentId, PaymentUpdate update) {}

    /// Stores a refund or a dispute until its payment is credited. Safe to repeat.
    ///
    /// The caller must then read the payment again: it may have been credited in the meantime by a worker that did
    /// not see this reversal yet.
    public void save(String paymentIntentId, PaymentUpdate update, Instant now) {
        var key = sortKey(update);
        // By payment first: the list by day is for the sweep only.
        put(TableKeys.UNMATCHED_REVERSAL_PREFIX + paymentIntentId, key, toAttributes(paymentIntentId, update));
        put(
                TableKeys.UNMATCHED_REVERSAL_PREFIX + utcDay(now),
                paymentIntentId + "#" + key,
                toAttributes(paymentIntentId, update));
    }

    /// Returns the reversals that wait for this payment.
    public List<PaymentUpdate> findByPaymentIntent(String paymentIntentId) {
        return readPartition(TableKeys.UNMATCHED_REVERSAL_PREFIX + paymentIntentId).stream()
                .map(UnmatchedReversal::update)
                .toList();
    }

    /// Returns all reversals stored on one day in UTC, whether or not their payment has been credited since.
    public List<UnmatchedReversal> findByDay(LocalDate day) {
        return readPartition(TableKeys.UNMATCHED_REVERSAL_PREFIX + day);
    }

    /// Quarantines an object that matches none of our payments, for a person to review. Safe to repeat.
    ///
    /// @param stripeObjectId Stripe's id of the object
    /// @param reason our code, such as `amount`
    public void quarantine(String stripeObjectId, String reason, Instant reportedAt, String sourceId) {
        var quarantined = new QuarantinedPayment(stripeObjectId, reason, sourceId, reportedAt);
        put(quarantined.partitionKey(), quarantined.sortKey(), quarantined.toAttributes());
    }

    private static LocalDate utcDay(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    // Two updates of one refund may differ, and both count: see [credits.payment.PaymentState].
    private static String sortKey(PaymentUpdate update) {
        return switch (update) {
            case Refund(var id, var cents, var failed) -> id + "#" + cents + "#" + failed;
            case Dispute(var id, var cents, var status) -> id + "#" + cents + "#" + status;
            default -> throw new IllegalArgumentException("neither a refund nor a dispute: " + update);
        };
    }

    private static Map<String, AttributeValue> toAttributes(String paymentIntentId, PaymentUpdate update) {
        var attributes = new HashMap<String, AttributeValue>();
        attributes.put("payment_intent", AttributeValue.fromS(paymentIntentId));
        switch (update) {
            case Refund(var id, var cents, var failed) -> {
                attributes.put("refund", AttributeValue.fromS(id));
                attributes.put("cents", ItemAttributes.number(cents));
                attributes.put("failed", AttributeValue.fromBool(failed));
            }
            case Dispute(var id, var cents, var status) -> {
                attributes.put("dispute", AttributeValue.fromS(id));
                attributes.put("cents", ItemAttributes.number(cents));
                attributes.put("standing", AttributeValue.fromS(status.name()));
            }
            default -> throw new IllegalArgumentException("neither a refund nor a dispute: " + update);
        }
        return attributes;
    }

    private static UnmatchedReversal fromItem(Map<String, AttributeValue> item) {
        long cents = ItemAttributes.number(item, "cents");
        var refund = item.get("refund");
        var update = refund == null
                ? new Dispute(
                        ItemAttributes.text(item, "dispute"),
                        cents,
                        DisputeStatus.valueOf(ItemAttributes.text(item, "standing")))
                : new Refund(
                        refund.s(), cents, requireNonNull(item.get("failed")).bool());
        return new UnmatchedReversal(ItemAttributes.text(item, "payment_intent"), update);
    }

    private List<UnmatchedReversal> readPartition(String partition) {
        return AwsCall.readOrWrite("the payments", () -> {
            var all = new ArrayList<UnmatchedReversal>();
            var pages = dynamo.queryPaginator(QueryRequest.builder()
                    .tableName(table)
                    .consistentRead(true)
                    .keyConditionExpression(PARTITION_CONDITION)
                    .expressionAttributeValues(Map.of(":p", AttributeValue.fromS(partition)))
                    .build());
            for (var page : pages) page.items().forEach(item -> all.add(fromItem(item)));
            return all;
        });
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
