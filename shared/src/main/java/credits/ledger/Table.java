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

/// The one table: the names of its keys, and the only place where key values are made.
/// Code, deployment and tests take them from here.
public final class Table {
    /// Partition key, text: what the item belongs to, such as `O#acme`.
    public static final String PARTITION = "p";

    /// Sort key, text: which of its items, such as `L#00000000002a`.
    public static final String SORT = "s";

    /// Begins the partition of an account: its chain and its directory.
    public static final String ACCOUNTS = "O#";

    /// Begins the sort keys of segments, which are written once and never again.
    public static final String SEGMENTS = "L#";

    /// Begins the partitions that list all organisations.
    public static final String ORGANISATIONS = "ORGS#";

    /// The partition of the price lists.
    public static final String PRICES = "PRICES";

    /// The partition of the invoices and credit notes, and of their counters.
    public static final String INVOICES = "INVOICES";

    /// Begins the partition of what is kept of an organisation beside its chain, and may change: its profile and
    /// its payments.
    public static final String PROFILES = "P#";

    /// Begins the partitions that say which top-up a payment of Stripe's belongs to.
    public static final String PAYMENT_INTENTS = "PI#";

    /// Begins the partitions of what waits for its payment.
    public static final String PARKED = "PARKED#";

    /// Begins the partitions of what a person has to look at.
    public static final String QUARANTINE = "QUARANTINE#";

    /// The partition of what those who run the platform were told.
    public static final String OPERATORS = "OPERATORS";

    /// The partition of what `reconcile` has found: the comparisons with Stripe, and the proofs of the chains.
    public static final String RECONCILIATION = "RECONCILIATION";

    /// The sort key of the profile.
    static final String PROFILE = "PROFILE";

    /// Begins the sort keys of payments.
    static final String PAYMENT = "PAY#";

    /// The sort key of an organisation's customer at Stripe.
    static final String CUSTOMER = "CUSTOMER";

    /// The sort key of what is alone in its partition.
    static final String ONLY = "-";

    /// Begins the sort keys of what is on paper of a payment.
    public static final String PAPERWORK = "PAPER#";

    /// Begins the sort keys of what people were told.
    static final String TOLD = "TOLD#";

    /// The sort key of how far the night's proof has come.
    static final String PROOF = "PROOF";

    /// Begins the sort keys of how far each chain is proved.
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
