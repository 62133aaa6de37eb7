package credits.payment.store;

import credits.aws.AwsCall;
import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.money.Eur;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The reports of reconciling our payments with Stripe's: the latest, and one for every day. Throws
/// [ServiceUnavailableException] if the store does not answer.
public final class ReconciliationReports {
    private static final String LATEST_SORT = "LATEST";

    private final DynamoDbClient dynamo;
    private final String table;

    public ReconciliationReports(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// The result of a reconciliation.
    ///
    /// @param failedCount the number of accounts and payments that could not be compared
    /// @param difference the sum of all differences, none of which is negative
    /// @param differences one line for each difference and each failure, with ids and cents; empty if all
    /// agree
    public record ReconciliationReport(
            Instant checkedAt, long paymentCount, long failedCount, Eur difference, String differences) {
        /// Whether everything was compared and agrees.
        public boolean isClean() {
            return failedCount == 0 && !difference.isPositive();
        }
    }

    /// Returns the time of the latest reconciliation of all payments; empty before the first.
    public Optional<Instant> lastCheckedAt() {
        return callStore(() -> {
            var item = dynamo.getItem(
                            get -> get.tableName(table).key(key(LATEST_SORT)).consistentRead(true))
                    .item();
            return Optional.ofNullable(item.get("at")).map(at -> Instant.ofEpochMilli(Long.parseLong(at.n())));
        });
    }

    /// Stores a report under its time, and as the latest.
    public void save(ReconciliationReport report) {
        put(report.checkedAt().toString(), report);
        put(LATEST_SORT, report);
    }

    private void put(String sort, ReconciliationReport report) {
        var item = new HashMap<>(key(sort));
        item.put("at", ItemAttributes.number(report.checkedAt().toEpochMilli()));
        item.put("payments", ItemAttributes.number(report.paymentCount()));
        item.put("failed", ItemAttributes.number(report.failedCount()));
        item.put("difference_cents", ItemAttributes.number(report.difference().toCents()));
        item.put("differences", AttributeValue.fromS(report.differences()));
        var _ = callStore(() -> dynamo.putItem(put -> put.tableName(table).item(item)));
    }

    private static <T> T callStore(Supplier<T> call) {
        return AwsCall.readOrWrite("the reconciliation reports", call);
    }

    private static Map<String, AttributeValue> key(String sort) {
        return Map.of(
                TableKeys.PARTITION_KEY, AttributeValue.fromS(TableKeys.RECONCILIATION_PARTITION),
                TableKeys.SORT_KEY, AttributeValue.fromS(sort));
    }
}
