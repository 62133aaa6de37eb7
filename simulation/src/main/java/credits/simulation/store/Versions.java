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
final class Versions {
    private final Map<String, NavigableMap<String, List<Version>>> partitions = new HashMap<>();
    private final List<Map<String, AttributeValue>> history = new ArrayList<>();
    private int commits;

    /// An item as of commit number `since`.
    private record Version(int since, Item item) {}

    /// The number of commits; a transaction is one commit.
    int commits() {
        return commits;
    }

    /// Each item as it was written, in order.
    List<Map<String, AttributeValue>> history() {
        return Collections.unmodifiableList(history);
    }

    /// The current item at `key`.
    Optional<Item> find(Key key) {
        return find(key, commits);
    }

    /// The item at `key` as of a number of commits.
    Optional<Item> find(Key key, int asOf) {
        var versions = partition(key.partition()).getOrDefault(key.sort(), List.of());
        return latest(versions, asOf);
    }

    /// The items of a range as of a number of commits, in ascending or descending order.
    Stream<Item> range(KeyRange range, boolean forward, int asOf) {
        var items = partition(range.partition());
        if (range.first().isPresent()) items = items.tailMap(range.first().get(), true);
        if (range.highest().isPresent()) items = items.headMap(range.highest().get(), true);
        var ordered = forward ? items : items.descendingMap();
        return ordered.entrySet().stream()
                .filter(entry -> range.passes(entry.getKey()))
                .flatMap(entry -> latest(entry.getValue(), asOf).stream());
    }

    /// Writes all items in one commit.
    void write(List<Item> items) {
        commits++;
        for (var item : items) {
            partitions
                    .computeIfAbsent(item.key().partition(), _ -> new TreeMap<>(Key::compare))
                    .computeIfAbsent(item.key().sort(), _ -> new ArrayList<>(1))
                    .add(new Version(commits, item));
            history.add(item.attributes());
        }
    }

    private NavigableMap<String, List<Version>> partition(String name) {
        return partitions.getOrDefault(name, Collections.emptyNavigableMap());
    }

    private static Optional<Item> latest(List<Version> versions, int asOf) {
        for (int i = versions.size() - 1; i >= 0; i--) {
            if (versions.get(i).since() <= asOf)
                return Optional.of(versions.get(i).item());
        }
        return Optional.empty();
    }
}
