package credits.payment.store;

import credits.aws.ItemAttributes;
import credits.aws.NightlyItems;
import credits.money.Eur;
import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The reports of reconciling our payments with Stripe's: the latest, and one for every day. Throws
/// [ServiceUnavailableException] if the store does not answer.
public final class ReconciliationReports {
    private static final String LATEST_SORT = "LATEST";

    private final NightlyItems items;

    public ReconciliationReports(DynamoDbClient dynamo, String table) {
        this.items = new NightlyItems(dynamo, table, "the reconciliation reports");
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
        return items.find(LATEST_SORT).map(item -> Instant.ofEpochMilli(ItemAttributes.number(item, "at")));
    }

    /// Stores a report under its time, and as the latest.
    public void save(ReconciliationReport report) {
        put(report.checkedAt().toString(), report);
        put(LATEST_SORT, report);
    }

    private void put(String sort, ReconciliationReport report) {
        var item = new HashMap<String, AttributeValue>();
        item.put("at", ItemAttributes.number(report.checkedAt().toEpochMilli()));
        item.put("payments", ItemAttributes.number(report.paymentCount()));
        item.put("failed", ItemAttributes.number(report.failedCount()));
        item.put("difference_cents", ItemAttributes.number(report.difference().toCents()));
        item.put("differences", AttributeValue.fromS(report.differences()));
        items.put(sort, item);
    }
}
