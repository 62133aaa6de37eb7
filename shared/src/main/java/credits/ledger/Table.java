package credits.ledger;

import credits.identity.OrganisationId;
import credits.topup.DocumentNumber;
import credits.topup.PaymentId;
import credits.topup.Series;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The keys of the DynamoDB table: attribute names, and the only place where key values are built. Code, deployment and
/// tests use them from here.
public final class Table {
    /// The partition key, a string: what the item belongs to, such as `O#acme`.
    public static final String PARTITION = "p";

    /// The sort key, a string: the item within its partition, such as `L#00000000002a`.
    public static final String SORT = "s";

    /// The prefix of an account's partition, with its chain and its directory.
    public static final String ACCOUNTS = "O#";

    /// The prefix of the sort keys of segments, which are written once and never changed.
    public static final String SEGMENTS = "L#";

    /// The prefix of the partitions that list all organisations.
    public static final String ORGANISATIONS = "ORGS#";

    /// The partition of the price lists.
    public static final String PRICES = "PRICES";

    /// The partition of the invoices and credit notes and of their counters.
    public static final String INVOICES = "INVOICES";

    /// The prefix of the partition with an organisation's mutable data outside the chain: its profile and its payments.
    public static final String PROFILES = "P#";

    /// The prefix of the partitions that map Stripe payments to top-ups.
    public static final String PAYMENT_INTENTS = "PI#";

    /// The prefix of the partitions with reversals that wait for their payment.
    public static final String PARKED = "PARKED#";

    /// The prefix of the partitions with quarantined objects.
    public static final String QUARANTINE = "QUARANTINE#";

    /// The partition of the notifications to operators of the platform.
    public static final String OPERATORS = "OPERATORS";

    /// The partition of the results of `reconcile`: reconciliation reports and the progress of verifying the chains.
    public static final String RECONCILIATION = "RECONCILIATION";

    /// The sort key of the profile.
    static final String PROFILE = "PROFILE";

    /// The prefix of the sort keys of payments.
    static final String PAYMENT = "PAY#";

    /// The sort key of an organisation's Stripe customer.
    static final String CUSTOMER = "CUSTOMER";

    /// The sort key of an item that is alone in its partition.
    static final String ONLY = "-";

    /// The prefix of the sort keys of a payment's documents.
    public static final String PAPERWORK = "PAPER#";

    /// The prefix of the sort keys of notifications.
    static final String TOLD = "TOLD#";

    /// The sort key of the current verification round.
    static final String PROOF = "PROOF";

    /// The prefix of the sort keys of the chains' checkpoints.
    static final String PROVED = "PROVED#";

    private static final String PAGE = "D#";
    private static final int DIGITS = 12;
    private static final int SHARDS = 16;

    private Table() {}

    static String account(OrganisationId organisation) {
        return ACCOUNTS + organisation.value();
    }

    static String profile(OrganisationId organisation) {
        return PROFILES + organisation.value();
    }

    static String segment(long number) {
        return SEGMENTS + HexFormat.of().toHexDigits(number, DIGITS);
    }

    static long segmentNumber(String sort) {
        return HexFormat.fromHexDigitsToLong(sort, SEGMENTS.length(), sort.length());
    }

    static String told(long atMillis, String occasion) {
        return TOLD + HexFormat.of().toHexDigits(atMillis, DIGITS) + '#' + occasion;
    }

    static String directoryPage(long number) {
        return PAGE + HexFormat.of().toHexDigits(number, DIGITS);
    }

    static long directoryPageNumber(String sort) {
        return HexFormat.fromHexDigitsToLong(sort, PAGE.length(), sort.length());
    }

    static String organisationShard(OrganisationId organisation) {
        return organisationShard(Math.floorMod(organisation.value().hashCode(), SHARDS));
    }

    static List<String> organisationShards() {
        return IntStream.range(0, SHARDS).mapToObj(Table::organisationShard).toList();
    }

    private static String organisationShard(int shard) {
        return ORGANISATIONS + HexFormat.of().toHexDigits(shard, 1);
    }

    static Map<String, AttributeValue> paperworkKey(OrganisationId organisation, PaymentId payment) {
        return key(profile(organisation), PAPERWORK + payment.key());
    }

    static Map<String, AttributeValue> counterKey(Series series) {
        return key(INVOICES, series.toString());
    }

    static Map<String, AttributeValue> documentKey(DocumentNumber number) {
        return key(INVOICES, document(number));
    }

    static String document(DocumentNumber number) {
        return String.format(Locale.ROOT, "%s#%09d", number.series(), number.position());
    }

    static String lastDocument(Series series) {
        return series + "#999999999";
    }

    private static Map<String, AttributeValue> key(String partition, String sort) {
        return Map.of(PARTITION, AttributeValue.fromS(partition), SORT, AttributeValue.fromS(sort));
    }
}
