package credits.simulation.flow;

import static java.util.Objects.requireNonNull;

import credits.aws.TableKeys;
import credits.invoicing.store.PaymentDocuments;
import credits.json.Json;
import credits.simulation.store.InMemoryStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The stream of the table's changes, as the pipe's filters let them through: segments with events, archived documents,
/// quarantined payments and price lists. Records of a partition come one after the other.
final class TableStream {
    private final InMemoryStore store;
    private final Set<String> seenKeys = new HashSet<>();
    private final List<Change> waiting = new ArrayList<>();
    private final Set<String> busyPartitions = new HashSet<>();
    private int read;

    TableStream(InMemoryStore store) {
        this.store = store;
    }

    /// A change of an item.
    record Change(String partition, Json json) {}

    /// Reads what was written since the last time. Returns whether anything waits to be taken.
    boolean readOn() {
        var history = store.history();
        for (var item : history.subList(read, history.size())) {
            var partition = text(item, TableKeys.PARTITION_KEY);
            var sort = text(item, TableKeys.SORT_KEY);
            boolean isInsert = seenKeys.add(partition + "\n" + sort);
            if (isSelected(partition, sort, isInsert, item)) waiting.add(new Change(partition, toJson(item, isInsert)));
        }
        read = history.size();
        return waiting.stream().anyMatch(record -> !busyPartitions.contains(record.partition()));
    }

    /// Takes the next record of a partition of which none is in progress.
    Change take() {
        var next = waiting.stream()
                .filter(record -> !busyPartitions.contains(record.partition()))
                .findFirst()
                .orElseThrow();
        waiting.remove(next);
        busyPartitions.add(next.partition());
        return next;
    }

    /// Ends the work on a record, so that the next one of its partition can be taken.
    void complete(Change change) {
        busyPartitions.remove(change.partition());
    }

    /// Whether nothing waits or is in progress.
    boolean isIdle() {
        return !readOn() && waiting.isEmpty() && busyPartitions.isEmpty();
    }

    private static boolean isSelected(
            String partition, String sort, boolean isInsert, Map<String, AttributeValue> item) {
        if (partition.startsWith(TableKeys.ACCOUNT_PREFIX) && sort.startsWith(TableKeys.SEGMENT_PREFIX))
            return !isInsert || item.containsKey("events");
        if (partition.startsWith(TableKeys.PROFILE_PREFIX) && sort.startsWith(TableKeys.PAYMENT_DOCUMENTS_PREFIX))
            return item.containsKey(PaymentDocuments.ARCHIVED_NUMBER);
        return isInsert
                && (partition.startsWith(TableKeys.QUARANTINE_PREFIX)
                        || partition.equals(TableKeys.PRICE_LIST_PARTITION));
    }

    private static Json toJson(Map<String, AttributeValue> item, boolean isInsert) {
        var keys = Json.object()
                .put(TableKeys.PARTITION_KEY, typed(requireNonNull(item.get(TableKeys.PARTITION_KEY))))
                .put(TableKeys.SORT_KEY, typed(requireNonNull(item.get(TableKeys.SORT_KEY))))
                .build();
        var image = Json.object();
        item.forEach((name, value) -> image.put(name, typed(value)));
        return Json.object()
                .put("eventName", isInsert ? "INSERT" : "MODIFY")
                .put("eventSource", "aws:dynamodb")
                .put(
                        "dynamodb",
                        Json.object()
                                .put("Keys", keys)
                                .put("NewImage", image.build())
                                .build())
                .build();
    }

    // Lists and maps are not read.
    private static Json typed(AttributeValue value) {
        if (value.s() != null) return Json.object().put("S", value.s()).build();
        if (value.n() != null) return Json.object().put("N", value.n()).build();
        if (value.b() != null)
            return Json.object()
                    .put("B", Base64.getEncoder().encodeToString(value.b().asByteArrayUnsafe()))
                    .build();
        return Json.object().put("L", List.of()).build();
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return requireNonNull(item.get(name)).s();
    }
}
