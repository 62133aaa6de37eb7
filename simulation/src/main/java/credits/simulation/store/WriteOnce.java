package credits.simulation.store;

import credits.ledger.Table;

/// The law that a segment is never changed: whoever may write one in any other way is a bug, whatever the data
/// says.
final class WriteOnce {

    private WriteOnce() {}

    static void put(Key key, boolean ifAbsent) {
        if (holds(key) && !ifAbsent) throw new IllegalStateException("a put of a segment without condition: " + key);
    }

    static void update(Key key) {
        if (holds(key)) throw new IllegalStateException("an update of a segment: " + key);
    }

    private static boolean holds(Key key) {
        return key.partition().startsWith(Table.ACCOUNTS) && key.sort().startsWith(Table.SEGMENTS);
    }
}
