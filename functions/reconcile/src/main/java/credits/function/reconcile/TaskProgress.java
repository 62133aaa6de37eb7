package credits.function.reconcile;

import static java.util.stream.Collectors.toMap;

import credits.aws.ItemAttributes;
import credits.aws.NightlyItems;
import credits.aws.TableKeys;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The progress of tasks that may take several runs: the latest round of each, and how far its slices are. Throws
/// [ServiceUnavailableException] if the store does not answer.
///
/// Written without a condition: if two runs meet, some work is done twice.
final class TaskProgress {
    private final NightlyItems items;

    TaskProgress(DynamoDbClient dynamo, String table) {
        this.items = new NightlyItems(dynamo, table, "the progress of tasks");
    }

    /// One time that all slices of a task are worked on.
    record Round(String task, long number, Instant startedAt, boolean isComplete) {
        Round completed() {
            return new Round(task, number, startedAt, true);
        }
    }

    /// Returns the latest round; empty before the first.
    Optional<Round> latest(String task) {
        return items.find(TableKeys.TASK_PREFIX + task)
                .map(item -> new Round(
                        task,
                        ItemAttributes.number(item, "round"),
                        ItemAttributes.time(item, "began"),
                        ItemAttributes.required(item, "done").bool()));
    }

    void save(Round round) {
        var item = new HashMap<String, AttributeValue>();
        item.put("round", ItemAttributes.number(round.number()));
        item.put("began", ItemAttributes.time(round.startedAt()));
        item.put("done", AttributeValue.fromBool(round.isComplete()));
        items.put(TableKeys.TASK_PREFIX + round.task(), item);
    }

    /// Returns how far the slices are that have been worked on in this round, by name, without those whose items cannot
    /// be read: they begin anew.
    ///
    /// @param unreadable receives a fault for each of those, which names it
    Map<String, SliceProgress> slices(Round round, Consumer<RuntimeException> unreadable) {
        var prefix = slicePrefix(round);
        return items.readAll(prefix, NamedProgress::of, unreadable).stream()
                .filter(slice -> slice.round() == round.number())
                .collect(toMap(slice -> slice.sort().substring(prefix.length()), NamedProgress::progress));
    }

    void save(Round round, String slice, SliceProgress progress) {
        var item = new HashMap<String, AttributeValue>();
        item.put("round", ItemAttributes.number(round.number()));
        item.put("done", AttributeValue.fromBool(progress.isComplete()));
        progress.position().ifPresent(position -> item.put("position", ItemAttributes.text(position)));
        var counts = new HashMap<String, AttributeValue>();
        progress.counts().forEach((name, count) -> counts.put(name, ItemAttributes.number(count)));
        item.put("counts", AttributeValue.fromM(counts));
        item.put("lines", ItemAttributes.text(progress.lines()));
        items.put(slicePrefix(round) + slice, item);
    }

    private record NamedProgress(long round, String sort, SliceProgress progress) {
        private static NamedProgress of(Map<String, AttributeValue> item) {
            return new NamedProgress(
                    ItemAttributes.number(item, "round"),
                    ItemAttributes.text(item, TableKeys.SORT_KEY),
                    toProgress(item));
        }
    }

    private static SliceProgress toProgress(Map<String, AttributeValue> item) {
        var counts = new TreeMap<String, Long>();
        ItemAttributes.map(item, "counts").forEach((name, count) -> counts.put(name, Long.parseLong(count.n())));
        return new SliceProgress(
                ItemAttributes.optionalText(item, "position"),
                ItemAttributes.required(item, "done").bool(),
                counts,
                ItemAttributes.text(item, "lines"));
    }

    private static String slicePrefix(Round round) {
        return TableKeys.TASK_PREFIX + round.task() + "#";
    }
}
