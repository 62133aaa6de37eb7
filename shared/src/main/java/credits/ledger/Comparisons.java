package credits.ledger;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The comparisons of our payments with Stripe's: the latest, and one of every day. When the store does not answer:
/// [Unavailable].
public final class Comparisons {
    private static final String LATEST = "LATEST";

    private final DynamoDbClient dynamo;
    private final String table;

    public Comparisons(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// What a comparison found.
    ///
    /// @param differences one line each, with ids and cents; empty when everything agrees
    public record Report(Instant at, long payments, long differenceCents, String differences) {}

    /// When all payments were last compared; empty before the first time.
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

    /// Keeps a report, under its time and as the latest.
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
