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

/// What came before its parent: refunds and disputes of a payment that is not credited yet. And what fits nothing,
/// which a person has to look at.
///
/// Nothing is ever taken out of here: a fact told again changes nothing. When the store does not answer:
/// [Unavailable].
public final class Parking {
    private static final String PARTITION_IS = Table.PARTITION + " = :p";

    private final DynamoDbClient dynamo;
    private final String table;

    public Parking(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// Something that came before its payment.
    public record Parked(String paymentIntent, Fact fact) {}

    /// Keeps a refund or a dispute until its payment is credited. Safe to repeat.
    ///
    /// Who parks then asks for the payment once more: it may have been credited meanwhile, by somebody who saw
    /// nothing parked yet.
    public void park(String paymentIntent, Fact fact, Instant now) {
        var key = key(fact);
        // By its payment first: the list by day is for the sweep alone.
        put(Table.PARKED + paymentIntent, key, attributes(paymentIntent, fact));
        put(Table.PARKED + day(now), paymentIntent + "#" + key, attributes(paymentIntent, fact));
    }

    /// What waits for this payment.
    public List<Fact> of(String paymentIntent) {
        return in(Table.PARKED + paymentIntent).stream().map(Parked::fact).toList();
    }

    /// All that was parked on one day in UTC, whether its payment has come or not.
    public List<Parked> on(LocalDate day) {
        return in(Table.PARKED + day);
    }

    /// Sets aside what fits no payment of ours, for a person to look at. Safe to repeat.
    ///
    /// @param object Stripe's id of it
    /// @param reason ours, such as `amount`
    public void quarantine(String object, String reason, Instant when, String event) {
        var aside = new SetAside(object, reason, event, when);
        put(aside.partition(), aside.sort(), aside.attributes());
    }

    private static LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    // Two tellings of one refund may differ, and both count: see Facts.
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

    // The same key holds the same, so that writing it again changes nothing.
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
