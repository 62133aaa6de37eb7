package credits.ledger;

import credits.identity.OrganisationId;
import java.util.HexFormat;

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

    /// Begins the partition of what is kept of an organisation beside its chain, and may change: its profile.
    public static final String PROFILES = "P#";

    /// The sort key of the profile.
    static final String PROFILE = "PROFILE";

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

    static String directoryPage(long number) {
        return PAGE + HexFormat.of().toHexDigits(number, DIGITS);
    }

    static long directoryPageNumber(String sort) {
        return HexFormat.fromHexDigitsToLong(sort, PAGE.length(), sort.length());
    }

    static String organisationShard(OrganisationId organisation) {
        return ORGANISATIONS
                + HexFormat.of().toHexDigits(Math.floorMod(organisation.value().hashCode(), SHARDS), 1);
    }
}
