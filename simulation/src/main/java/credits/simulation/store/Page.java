package credits.simulation.store;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// The items of one query response, in order.
///
/// @param isCut whether it stopped at a bound; after a limit there may be no further items
record Page(List<Item> items, int bytes, boolean isCut) {
    // AWS's limit. The item that reaches it is the last of its page.
    private static final int MOST_BYTES = 1024 * 1024;

    static Page of(Iterator<Item> all, int limit) {
        var items = new ArrayList<Item>();
        int bytes = 0;
        while (all.hasNext()) {
            var item = all.next();
            items.add(item);
            bytes += item.bytes();
            if (items.size() == limit || (bytes >= MOST_BYTES && all.hasNext())) return new Page(items, bytes, true);
        }
        return new Page(items, bytes, false);
    }

    /// The key after which the next page begins, if this one was cut.
    Optional<Key> last() {
        return isCut ? Optional.of(items.getLast().key()) : Optional.empty();
    }
}
