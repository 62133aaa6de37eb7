package credits.account.command;

import credits.account.Account;
import credits.account.MonthToDate;
import credits.pricing.OperationCategory;
import credits.usage.EntriesSize;
import credits.usage.PricedReport;
import java.util.HashSet;
import java.util.Set;

/// The size of a commit that books reports, with all that it carries: the state, the entries and events of expired
/// holds, and the reports with what the price lists call their prices. It is never less than the size of the item.
///
/// A commit of several reports takes at most 30 write units. A single report may take more, up to
/// [PricedReport#MAX_ENTRY_BYTES], and is then committed alone.
final class CommitSize {
    /// The maximum size of a commit of more than one report: 30 write units.
    static final int MAX_BYTES = 30 * 1_024;

    // The attributes' names, the keys, the hash, clocks, time zones, limits, watermarks; 31 days; 24 past months; 32
    // closed holds.
    private static final int MAX_STATE_BYTES_WITHOUT_HOLDS = 900 + 31 * 22 + 24 * 42 + 32 * 14;
    private static final int MAX_CATEGORY_BYTES = 145;

    private final int stateBytes;
    private final Set<OperationCategory> categories = new HashSet<>();
    private final EntriesSize entries = new EntriesSize();

    CommitSize(Account account) {
        stateBytes = MAX_STATE_BYTES_WITHOUT_HOLDS + account.holds().maxPackedBytes();
        for (var total : account.monthToDate().categories()) categories.add(total.category());
        for (var hold : account.holds().open()) categories.add(hold.pricedLine().category());
    }

    /// Adds a report. Returns false if the commit is too large with it, unless it is the only one.
    boolean add(PricedReport report) {
        entries.add(report);
        for (var line : report.lines()) categories.add(line.category());
        // Beyond what a month lists by name there is one more.
        int listed = Math.min(categories.size(), MonthToDate.MAX_NAMED_CATEGORIES + 1);
        return stateBytes + listed * MAX_CATEGORY_BYTES + entries.bytes() <= MAX_BYTES;
    }
}
