package credits.simulation.store;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// The items of one query response, in order.
///
/// @param isTruncated whether it stopped at a bound; after a limit there may be no further items
record ResultPage(List<StoredItem> items, int bytes, boolean isTruncated) {
    // AWS's limit. The item that reaches it is the last of its page.
    private static final int MAX_BYTES = 1024 * 1024;

    static ResultPage of(Iterator<StoredItem> all, int limit) {
        var items = new ArrayList<StoredItem>();
        int bytes = 0;
        while (all.hasNext()) {
            var item = all.next();
            items.add(item);
            bytes += item.bytes();
            if (items.size() == limit || (bytes >= MAX_BYTES && all.hasNext()))
                return new ResultPage(items, bytes, true);
        }
        return new ResultPage(items, bytes, false);
    }

    /// The key after which the next page begins, if this one was cut.
    Optional<ItemKey> lastKey() {
        return isTruncated ? Optional.of(items.getLast().key()) : Optional.empty();
    }
}
