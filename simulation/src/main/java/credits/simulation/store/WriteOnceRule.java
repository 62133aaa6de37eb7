package credits.simulation.store;

import credits.aws.TableKeys;

/// The rule that a segment is never changed: any other way of writing one is a bug, whatever the data.
final class WriteOnceRule {

    private WriteOnceRule() {}

    static void checkPut(ItemKey key, boolean ifAbsent) {
        if (isSegment(key) && !ifAbsent)
            throw new IllegalStateException("a put of a segment without its condition: " + key);
    }

    static void checkUpdate(ItemKey key) {
        if (isSegment(key)) throw new IllegalStateException("an update of a segment: " + key);
    }

    private static boolean isSegment(ItemKey key) {
        return key.partition().startsWith(TableKeys.ACCOUNT_PREFIX)
                && key.sort().startsWith(TableKeys.SEGMENT_PREFIX);
    }
}
