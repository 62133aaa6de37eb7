package credits.ledger;

import credits.usage.Entry;

/// Receives the entries of a page, in order, as long as it has room.
@FunctionalInterface
public interface Sheet {
    /// Adds `entry`. Returns false if there is no room for it, and then for none after it. The first entry always fits.
    boolean takes(Entry entry);

    /// Returns an estimate of how many more entries fit.
    default int room() {
        return Integer.MAX_VALUE;
    }
}
