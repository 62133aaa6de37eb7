package credits.function.notify;

import static credits.aws.ItemAttributes.number;
import static credits.aws.ItemAttributes.time;

import credits.aws.ItemAttributes;
import credits.aws.TableKeys;
import credits.aws.VersionedItems;
import credits.identity.OrganisationId;
import credits.invoicing.DocumentNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The invoices and credit notes that were e-mailed, one item each. A document is claimed before its e-mail
/// is sent, so that two deliveries at once do not both send it.
///
/// Throws [credits.retry.ServiceUnavailableException] if the store does not answer.
final class MailedDocuments {
    // Longer than the function's timeout: a claim that is older belongs to a crashed invocation.
    private static final Duration CLAIM_DURATION = Duration.ofSeconds(90);
    // Longer than any event can be delivered again.
    private static final Duration TIME_KEPT = Duration.ofDays(400);
    private static final String CLAIMED_UNTIL = "claimed_until";
    private static final String SENT_AT = "sent_at";

    private final VersionedItems items;

    MailedDocuments(DynamoDbClient dynamo, String table) {
        this.items = new VersionedItems(dynamo, table, "the e-mailed documents");
    }

    /// Claims the document for this delivery. Returns false if it was e-mailed before. Throws
    /// [RetryLaterException] if another delivery is at it.
    boolean tryClaim(OrganisationId organisation, DocumentNumber document, Instant now) {
        var item = items.read(key(organisation, document));
        if (item.containsKey(SENT_AT)) return false;
        if (!item.isEmpty() && time(item, CLAIMED_UNTIL).isAfter(now))
            throw new RetryLaterException("another delivery holds the claim");
        long version = item.isEmpty() ? 0 : VersionedItems.versionOf(item);
        if (!write(organisation, document, version, CLAIMED_UNTIL, now.plus(CLAIM_DURATION), now))
            throw new RetryLaterException("another delivery claimed it first");
        return true;
    }

    /// Records that the e-mail was accepted or refused: it is not sent again.
    void recordSent(OrganisationId organisation, DocumentNumber document, Instant now) {
        replaceClaim(organisation, document, SENT_AT, now);
    }

    /// Gives the claim back, so that the next delivery can begin at once.
    void release(OrganisationId organisation, DocumentNumber document, Instant now) {
        replaceClaim(organisation, document, CLAIMED_UNTIL, now);
    }

    private void replaceClaim(OrganisationId organisation, DocumentNumber document, String attribute, Instant now) {
        long version = VersionedItems.versionOf(items.read(key(organisation, document)));
        if (!write(organisation, document, version, attribute, now, now))
            throw new RetryLaterException("another delivery took over the claim");
    }

    private boolean write(
            OrganisationId organisation,
            DocumentNumber document,
            long version,
            String attribute,
            Instant value,
            Instant now) {
        var item = new HashMap<>(key(organisation, document));
        item.put(attribute, number(value.toEpochMilli()));
        ItemAttributes.expire(item, now.plus(TIME_KEPT));
        return items.tryReplace(item, version);
    }

    private static Map<String, AttributeValue> key(OrganisationId organisation, DocumentNumber document) {
        return Map.of(
                TableKeys.PARTITION_KEY, AttributeValue.fromS(TableKeys.profilePartition(organisation)),
                TableKeys.SORT_KEY, AttributeValue.fromS(TableKeys.MAIL_DAY_PREFIX + document));
    }
}
