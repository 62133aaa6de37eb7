package credits.ledger;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The reports of reconciling our payments with Stripe's: the latest, and one for every day. Throws [Unavailable] if
/// the store does not answer.
public final class Comparisons {
    private static final String LATEST = "LATEST";

    private final DynamoDbClient dynamo;
    private final String table;

    public Comparisons(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// The result of a reconciliation.
    ///
    /// @param differences one line for each, with ids and cents; empty if everything agrees
    public record Report(Instant at, long payments, long differenceCents, String differences) {}

    /// Returns the time of the latest reconciliation of all payments; empty before the first.
    public Optional<Instant> checkedAt() {
        try {
            var item = dynamo.getItem(
                            get -> get.tableName(table).key(key(LATEST)).consistentRead(true))
                    .item();
            return Optional.ofNullable(item.get("at")).map(at -> Instant.ofEpochMilli(Long.parseLong(at.n())));
        } catch (SdkException fault) {
            throw new Unavailable("the comparisons did not answer", fault);
        }
    }

    /// Stores a report under its time, and as the latest.
    public void keep(Report report) {
        try {
            put(report.at().toString(), report);
            put(LATEST, report);
        } catch (SdkException fault) {
            throw new Unavailable("the comparisons did not answer", fault);
        }
    }

    private void put(String sort, Report report) {
        var item = new HashMap<>(key(sort));
        item.put("at", PaymentCodec.number(report.at().toEpochMilli()));
        item.put("payments", PaymentCodec.number(report.payments()));
        item.put("difference_cents", PaymentCodec.number(report.differenceCents()));
        item.put("differences", AttributeValue.fromS(report.differences()));
        var _ = dynamo.putItem(put -> put.tableName(table).item(item));
    }

    private static Map<String, AttributeValue> key(String sort) {
        return Map.of(
                Table.PARTITION, AttributeValue.fromS(Table.RECONCILIATION),
                Table.SORT, AttributeValue.fromS(sort));
    }
}
