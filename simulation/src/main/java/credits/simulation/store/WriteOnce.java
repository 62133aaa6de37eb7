package credits.simulation.store;

import credits.ledger.Table;

/// The rule that a segment is never changed: any other way of writing one is a bug, whatever the data.
final class WriteOnce {

    private WriteOnce() {}

    static void put(Key key, boolean ifAbsent) {
        if (holds(key) && !ifAbsent)
            throw new IllegalStateException("a put of a segment without its condition: " + key);
    }

    static void update(Key key) {
        if (holds(key)) throw new IllegalStateException("an update of a segment: " + key);
    }

    private static boolean holds(Key key) {
        return key.partition().startsWith(Table.ACCOUNTS) && key.sort().startsWith(Table.SEGMENTS);
    }
}
