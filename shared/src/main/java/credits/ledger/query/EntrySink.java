package credits.ledger.query;

import credits.usage.LedgerEntry;

/// Receives the entries of a page, in order, as long as it has room.
@FunctionalInterface
public interface EntrySink {
    /// Adds `entry`. Returns false if there is no room for it, and then for none after it. The first entry always fits.
    boolean tryAdd(LedgerEntry entry);

    /// Returns an estimate of how many more entries fit.
    default int remaining() {
        return Integer.MAX_VALUE;
    }
}
