package credits.payment.store;

import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.payment.QuarantineReason;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// A Stripe object that matches none of our payments, quarantined for a person to review. Its organisation
/// is uncertain.
///
/// @param stripeObjectId Stripe's id of the object
/// @param reason the check that failed
/// @param sourceId Stripe's id of the event that reported it, or `poll` or `sweep`
/// @param reportedAt when it was reported
public record QuarantinedPayment(String stripeObjectId, QuarantineReason reason, String sourceId, Instant reportedAt) {
    private static final int MAX_LENGTH = 200;

    // A sort key has at most 1,024 bytes, and a quarantined id may come from a stranger.
    public QuarantinedPayment {
        stripeObjectId = truncate(stripeObjectId);
        sourceId = truncate(sourceId);
    }

    /// Whether quarantined objects are stored in `partition`.
    public static boolean isQuarantinePartition(String partition) {
        return partition.startsWith(TableKeys.QUARANTINE_PREFIX);
    }

    /// Reads it from its item.
    public static QuarantinedPayment fromItem(Map<String, AttributeValue> item) {
        var sort = ItemAttributes.text(item, TableKeys.SORT_KEY);
        int reasonSeparator = sort.lastIndexOf('#');
        return new QuarantinedPayment(
                sort.substring(0, reasonSeparator),
                QuarantineReason.ofCode(sort.substring(reasonSeparator + 1)),
                ItemAttributes.text(item, "event"),
                Instant.ofEpochMilli(ItemAttributes.number(item, "at")));
    }

    Map<String, AttributeValue> toItem() {
        return Map.of(
                TableKeys.PARTITION_KEY,
                AttributeValue.fromS(partitionKey()),
                TableKeys.SORT_KEY,
                AttributeValue.fromS(sortKey()),
                "event",
                AttributeValue.fromS(sourceId),
                "at",
                ItemAttributes.number(reportedAt.toEpochMilli()));
    }

    /// Returns an id that is the same for every report of the same object within a month.
    public String deduplicationId() {
        return partitionKey() + "/" + sortKey();
    }

    private String partitionKey() {
        return TableKeys.QUARANTINE_PREFIX
                + LocalDate.ofInstant(reportedAt, ZoneOffset.UTC).toString().substring(0, "yyyy-MM".length());
    }

    private String sortKey() {
        return stripeObjectId + "#" + reason.code();
    }

    private static String truncate(String text) {
        return text.substring(0, Math.min(text.length(), MAX_LENGTH));
    }
}
