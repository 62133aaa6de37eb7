package credits.aws;

import credits.identity.OrganisationId;
import java.time.YearMonth;

/// The sort keys of the monthly close, in the partition [TableKeys#RECONCILIATION_PARTITION].
public final class CloseKeys {
    /// The sort key of the current round over all accounts.
    public static final String ROUND_SORT = "CLOSING";

    /// The sort key of the latest complete round's time.
    public static final String COMPLETED_SORT = "CLOSED";

    private static final String OPEN_PREFIX = "CLOSING#";
    private static final String MONTH_PREFIX = "CLOSE#";

    private CloseKeys() {}

    /// Returns the sort key of the month that is open for an account.
    public static String openSort(OrganisationId organisation) {
        return OPEN_PREFIX + organisation;
    }

    /// Returns the prefix of the sort keys of all accounts' months.
    public static String monthPrefix(YearMonth month) {
        return MONTH_PREFIX + month + "#";
    }

    /// Returns the sort key of a month of an account.
    public static String monthSort(YearMonth month, OrganisationId organisation) {
        return monthPrefix(month) + organisation;
    }
}
