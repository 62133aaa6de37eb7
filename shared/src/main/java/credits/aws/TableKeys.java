package credits.aws;

import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.PaymentId;
import credits.identity.UniqueId;
import credits.invoicing.DocumentNumber;
import credits.invoicing.NumberSeries;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The keys of the DynamoDB table: attribute names, and with [WebhookKeys] the only place where key values are built.
/// Code, deployment and tests use them from here.
public final class TableKeys {
    /// The partition key, a string: what the item belongs to, such as `O#acme`.
    public static final String PARTITION_KEY = "p";

    /// The condition of a put that must not replace an item.
    public static final String IF_ABSENT = "attribute_not_exists(" + PARTITION_KEY + ")";

    /// The sort key, a string: the item within its partition, such as `L#00000000002a`.
    public static final String SORT_KEY = "s";

    /// The prefix of an account's partition, with its chain and its id index.
    public static final String ACCOUNT_PREFIX = "O#";

    /// The prefix of the sort keys of segments, which are written once and never changed.
    public static final String SEGMENT_PREFIX = "L#";

    /// The prefix of the partitions that list all organisations.
    public static final String ORGANISATION_SHARD_PREFIX = "ORGS#";

    /// The partition of the price lists.
    public static final String PRICE_LIST_PARTITION = "PRICES";

    /// The partition of the invoices and credit notes and of their counters.
    public static final String INVOICE_PARTITION = "INVOICES";

    /// The prefix of the partition with an organisation's mutable data outside the chain: its profile and its payments.
    public static final String PROFILE_PREFIX = "P#";

    /// The prefix of the partitions that map Stripe payments to top-ups.
    public static final String PAYMENT_INTENT_PREFIX = "PI#";

    /// The prefix of the partitions with reversals that wait for their payment.
    public static final String UNMATCHED_REVERSAL_PREFIX = "PARKED#";

    /// The prefix of the partitions with quarantined objects.
    public static final String QUARANTINE_PREFIX = "QUARANTINE#";

    /// The partition of the notifications to operators of the platform.
    public static final String OPERATOR_PARTITION = "OPERATORS";

    /// The partition of the results of scheduled tasks: reconciliation reports and the tasks' progress.
    public static final String RECONCILIATION_PARTITION = "RECONCILIATION";

    /// The sort key of the profile.
    public static final String PROFILE_SORT = "PROFILE";

    /// The prefix of the sort keys of payments.
    public static final String PAYMENT_PREFIX = "PAY#";

    /// The sort key of an organisation's Stripe customer.
    public static final String STRIPE_CUSTOMER_SORT = "CUSTOMER";

    /// The sort key of an item that has its own partition.
    public static final String SINGLE_ITEM_SORT = "-";

    /// The prefix of the sort keys of what Stripe and the chain say about a payment.
    public static final String RECONCILED_PREFIX = "RECONCILED#";

    /// The sort key of how far a chain has been read for its payments.
    public static final String POSTED_SORT = "POSTED";

    /// The prefix of the sort keys of the progress of tasks that take several runs.
    public static final String TASK_PREFIX = "TASK#";

    /// The prefix of the sort keys of the pages of Stripe's refunds and disputes that a comparison has listed.
    public static final String REVERSAL_LIST_PREFIX = "REVERSALS#";

    /// The prefix of the sort keys of a payment's documents.
    public static final String PAYMENT_DOCUMENTS_PREFIX = "PAPER#";

    /// The prefix of the sort keys of notifications.
    public static final String NOTIFICATION_PREFIX = "TOLD#";

    /// The sort key of the current verification round.
    public static final String VERIFICATION_ROUND_SORT = "PROOF";

    /// The prefix of the sort keys of the chains' checkpoints.
    public static final String CHECKPOINT_PREFIX = "PROVED#";

    /// The prefix of the sort keys of the pages of the ID index.
    public static final String INDEX_PAGE_PREFIX = "D#";

    /// The prefix of the sort keys of how far searches for old ids have come.
    public static final String SEARCH_PREFIX = "S#";

    /// The prefix of the sort keys of what operators have adjusted in a day.
    public static final String ADJUSTMENTS_PREFIX = "ADJUSTED#";

    /// The prefix of the sort keys of who has exported or erased personal data.
    public static final String PERSONAL_DATA_AUDIT_PREFIX = "PRIVACY#";

    /// The attribute with the time, in seconds since 1970, after which DynamoDB deletes an item.
    public static final String TIME_TO_LIVE = "ttl";

    /// The prefix of the sort keys of adjustments, by time.
    public static final String ADJUSTMENT_PREFIX = "ADJUSTMENT#";

    /// The prefix of the sort keys of what an organisation has tried to top up in a day.
    public static final String TOP_UP_DAY_PREFIX = "TRIED#";

    /// The prefix of the sort keys of how many e-mails an organisation has had in a day.
    public static final String MAIL_DAY_PREFIX = "MAILED#";

    /// The prefix of the partitions with the calls that wait for a commit.
    public static final String WAITING_CALL_PREFIX = "W#";

    private static final int NUMBER_DIGITS = 12;
    // A quarter of a second: a reader needs one or two partitions, and none is written to for long.
    private static final int WAITING_CALL_SLICE_BITS = 8;
    private static final int ORGANISATION_SHARDS = 16;

    private TableKeys() {}

    public static String accountPartition(OrganisationId organisation) {
        return ACCOUNT_PREFIX + organisation.value();
    }

    public static String profilePartition(OrganisationId organisation) {
        return PROFILE_PREFIX + organisation.value();
    }

    public static String segmentSort(long number) {
        return SEGMENT_PREFIX + HexFormat.of().toHexDigits(number, NUMBER_DIGITS);
    }

    public static long segmentNumber(String sort) {
        return HexFormat.fromHexDigitsToLong(sort, SEGMENT_PREFIX.length(), sort.length());
    }

    public static String notificationSort(long sortTimeMillis, String deduplicationKey) {
        return NOTIFICATION_PREFIX + HexFormat.of().toHexDigits(sortTimeMillis, NUMBER_DIGITS) + '#' + deduplicationKey;
    }

    public static String indexPageSort(long number) {
        return INDEX_PAGE_PREFIX + HexFormat.of().toHexDigits(number, NUMBER_DIGITS);
    }

    public static long indexPageNumber(String sort) {
        return HexFormat.fromHexDigitsToLong(sort, INDEX_PAGE_PREFIX.length(), sort.length());
    }

    public static String searchSort(UniqueId id) {
        return SEARCH_PREFIX + id;
    }

    /// Returns the partitions of the calls that wait since `first` up to `last`, oldest first.
    public static List<String> waitingCallPartitions(OrganisationId organisation, Instant first, Instant last) {
        return LongStream.rangeClosed(slice(first), slice(last))
                .mapToObj(slice -> WAITING_CALL_PREFIX
                        + organisation.value()
                        + '#'
                        + HexFormat.of().toHexDigits(slice, NUMBER_DIGITS))
                .toList();
    }

    private static long slice(Instant time) {
        return time.toEpochMilli() >> WAITING_CALL_SLICE_BITS;
    }

    public static String waitingCallSort(Instant time) {
        return HexFormat.of().toHexDigits(time.toEpochMilli(), NUMBER_DIGITS);
    }

    public static String waitingCallSort(Instant time, UniqueId key) {
        return waitingCallSort(time) + '#' + key;
    }

    public static String topUpDaySort(LocalDate date) {
        return TOP_UP_DAY_PREFIX + date;
    }

    public static String mailDaySort(LocalDate date) {
        return MAIL_DAY_PREFIX + date;
    }

    public static String adjustmentsSort(MemberId operator, LocalDate date) {
        return ADJUSTMENTS_PREFIX + date + '#' + operator;
    }

    public static String personalDataAuditSort(Instant at, String requestId) {
        return PERSONAL_DATA_AUDIT_PREFIX
                + HexFormat.of().toHexDigits(at.toEpochMilli(), NUMBER_DIGITS)
                + '#'
                + requestId;
    }

    /// Returns the sort key of an adjustment; `hash` tells those of one millisecond apart.
    public static String adjustmentSort(long atMillis, int hash) {
        var hex = HexFormat.of();
        return ADJUSTMENT_PREFIX + hex.toHexDigits(atMillis, NUMBER_DIGITS) + hex.toHexDigits(hash);
    }

    public static String organisationShard(OrganisationId organisation) {
        return organisationShard(Math.floorMod(organisation.value().hashCode(), ORGANISATION_SHARDS));
    }

    public static List<String> organisationShards() {
        return IntStream.range(0, ORGANISATION_SHARDS)
                .mapToObj(TableKeys::organisationShard)
                .toList();
    }

    private static String organisationShard(int shard) {
        return ORGANISATION_SHARD_PREFIX + HexFormat.of().toHexDigits(shard, 1);
    }

    public static Map<String, AttributeValue> paymentDocumentsKey(OrganisationId organisation, PaymentId paymentId) {
        return key(profilePartition(organisation), PAYMENT_DOCUMENTS_PREFIX + paymentId.key());
    }

    public static Map<String, AttributeValue> counterKey(NumberSeries series) {
        return key(INVOICE_PARTITION, series.toString());
    }

    public static Map<String, AttributeValue> documentKey(DocumentNumber number) {
        return key(INVOICE_PARTITION, documentSort(number));
    }

    public static String documentSort(DocumentNumber number) {
        return String.format(Locale.ROOT, "%s#%09d", number.series(), number.position());
    }

    public static String lastDocumentSort(NumberSeries series) {
        return series + "#999999999";
    }

    private static Map<String, AttributeValue> key(String partition, String sort) {
        return Map.of(PARTITION_KEY, AttributeValue.fromS(partition), SORT_KEY, AttributeValue.fromS(sort));
    }
}
