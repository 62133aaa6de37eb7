package credits.ledger;

import static java.util.Objects.requireNonNull;

import credits.topup.Fact;
import credits.topup.Fact.Dispute;
import credits.topup.Fact.Refund;
import credits.topup.Fact.Standing;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/// Refunds and disputes that arrived before their payment was credited, and quarantined objects that match no payment
/// and need a person to review them.
///
/// Nothing is ever removed: an update that is applied again changes nothing. Throws [Unavailable] if the store does
/// not answer.
public final class Parking {
    private static final String PARTITION_IS = Table.PARTITION + " = :p";

    private final DynamoDbClient dynamo;
    private final String table;

    public Parking(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// A reversal that arrived before its payment was credited.
    public record Parked(String paymentIntent, Fact fact) {}

    /// Stores a refund or a dispute until its payment is credited. Safe to repeat.
    ///
    /// The caller must then read the payment again: it may have been credited in the meantime by a worker that did not
    /// see this reversal yet.
    public void park(String paymentIntent, Fact fact, Instant now) {
        var key = key(fact);
        // By payment first: the list by day is for the sweep only.
        put(Table.PARKED + paymentIntent, key, attributes(paymentIntent, fact));
        put(Table.PARKED + day(now), paymentIntent + "#" + key, attributes(paymentIntent, fact));
    }

    /// Returns the reversals that wait for this payment.
    public List<Fact> of(String paymentIntent) {
        return in(Table.PARKED + paymentIntent).stream().map(Parked::fact).toList();
    }

    /// Returns all reversals stored on one day in UTC, whether or not their payment has been credited since.
    public List<Parked> on(LocalDate day) {
        return in(Table.PARKED + day);
    }

    /// Quarantines an object that matches none of our payments, for a person to review. Safe to repeat.
    ///
    /// @param object Stripe's id of the object
    /// @param reason our code, such as `amount`
    public void quarantine(String object, String reason, Instant when, String event) {
        var aside = new SetAside(object, reason, event, when);
        put(aside.partition(), aside.sort(), aside.attributes());
    }

    private static LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    // Two updates of one refund may differ, and both count: see [Facts].
    private static String key(Fact fact) {
        return switch (fact) {
            case Refund(var id, var cents, var failed) -> id + "#" + cents + "#" + failed;
            case Dispute(var id, var cents, var standing) -> id + "#" + cents + "#" + standing;
            default -> throw new IllegalArgumentException("waits for nothing: " + fact);
        };
    }

    private static Map<String, AttributeValue> attributes(String paymentIntent, Fact fact) {
        var attributes = new HashMap<String, AttributeValue>();
        attributes.put("payment_intent", AttributeValue.fromS(paymentIntent));
        switch (fact) {
            case Refund(var id, var cents, var failed) -> {
                attributes.put("refund", AttributeValue.fromS(id));
                attributes.put("cents", PaymentCodec.number(cents));
                attributes.put("failed", AttributeValue.fromBool(failed));
            }
            case Dispute(var id, var cents, var standing) -> {
                attributes.put("dispute", AttributeValue.fromS(id));
                attributes.put("cents", PaymentCodec.number(cents));
                attributes.put("standing", AttributeValue.fromS(standing.name()));
            }
            default -> throw new IllegalArgumentException("waits for nothing: " + fact);
        }
        return attributes;
    }

    private static Parked parked(Map<String, AttributeValue> item) {
        long cents = PaymentCodec.number(item, "cents");
        var refund = item.get("refund");
        var fact = refund == null
                ? new Dispute(
                        PaymentCodec.text(item, "dispute"),
                        cents,
                        Standing.valueOf(PaymentCodec.text(item, "standing")))
                : new Refund(
                        refund.s(), cents, requireNonNull(item.get("failed")).bool());
        return new Parked(PaymentCodec.text(item, "payment_intent"), fact);
    }

    private List<Parked> in(String partition) {
        return asked(() -> {
            var all = new ArrayList<Parked>();
            var pages = dynamo.queryPaginator(QueryRequest.builder()
                    .tableName(table)
                    .consistentRead(true)
                    .keyConditionExpression(PARTITION_IS)
                    .expressionAttributeValues(Map.of(":p", AttributeValue.fromS(partition)))
                    .build());
            for (var page : pages) page.items().forEach(item -> all.add(parked(item)));
            return all;
        });
    }

    // The same key always has the same content, so that writing it again changes nothing.
    private void put(String partition, String sort, Map<String, AttributeValue> attributes) {
        var item = new HashMap<>(attributes);
        item.put(Table.PARTITION, AttributeValue.fromS(partition));
        item.put(Table.SORT, AttributeValue.fromS(sort));
        var _ = asked(() -> dynamo.putItem(put -> put.tableName(table).item(item)));
    }

    private static <T> T asked(Supplier<T> question) {
        try {
            return question.get();
        } catch (SdkException fault) {
            throw new Unavailable("the payments did not answer", fault);
        }
    }
}
