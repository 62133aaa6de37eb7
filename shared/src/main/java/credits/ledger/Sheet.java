package credits.ledger;

import credits.usage.Entry;

/// Where the entries of a page go, in order, as long as there is room.
@FunctionalInterface
public interface Sheet {
    /// Takes `entry`; false when it has no room for it, nor for any after it. The first always has.
    boolean takes(Entry entry);

    /// How many more entries it has room for, as far as it can tell before it sees them.
    default int room() {
        return Integer.MAX_VALUE;
    }
}
