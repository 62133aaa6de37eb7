package credits.simulation.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// All items with their history, so that the table can be read as of any number of commits.
final class ItemVersions {
    private final Map<String, NavigableMap<String, List<ItemVersion>>> partitions = new HashMap<>();
    private final List<Map<String, AttributeValue>> history = new ArrayList<>();
    private int commits;

    /// An item as of commit number `sinceCommit`.
    private record ItemVersion(int sinceCommit, StoredItem item) {}

    /// The number of commits; a transaction is one commit.
    int commits() {
        return commits;
    }

    /// Each item as it was written, in order.
    List<Map<String, AttributeValue>> history() {
        return Collections.unmodifiableList(history);
    }

    /// The current item at `key`.
    Optional<StoredItem> find(ItemKey key) {
        return find(key, commits);
    }

    /// The item at `key` as of a number of commits.
    Optional<StoredItem> find(ItemKey key, int asOf) {
        var itemVersions = partition(key.partition()).getOrDefault(key.sort(), List.of());
        return latest(itemVersions, asOf);
    }

    /// The items of a range as of a number of commits, in ascending or descending order.
    Stream<StoredItem> range(KeyRange range, boolean forward, int asOf) {
        var items = partition(range.partition());
        if (range.firstSortKey().isPresent())
            items = items.tailMap(range.firstSortKey().get(), true);
        if (range.highest().isPresent()) items = items.headMap(range.highest().get(), true);
        var ordered = forward ? items : items.descendingMap();
        return ordered.entrySet().stream()
                .filter(entry -> range.matchesSortKey(entry.getKey()))
                .flatMap(entry -> latest(entry.getValue(), asOf).stream());
    }

    /// Writes all items in one commit.
    void write(List<StoredItem> items) {
        commits++;
        for (var item : items) {
            partitions
                    .computeIfAbsent(item.key().partition(), _ -> new TreeMap<>(ItemKey::compare))
                    .computeIfAbsent(item.key().sort(), _ -> new ArrayList<>(1))
                    .add(new ItemVersion(commits, item));
            history.add(item.attributes());
        }
    }

    private NavigableMap<String, List<ItemVersion>> partition(String name) {
        // Collections.emptyNavigableMap() sorts by UTF-16, in which a valid range may end before it begins.
        return partitions.getOrDefault(name, new TreeMap<>(ItemKey::compare));
    }

    private static Optional<StoredItem> latest(List<ItemVersion> itemVersions, int asOf) {
        for (int i = itemVersions.size() - 1; i >= 0; i--) {
            if (itemVersions.get(i).sinceCommit() <= asOf)
                return Optional.of(itemVersions.get(i).item());
        }
        return Optional.empty();
    }
}
