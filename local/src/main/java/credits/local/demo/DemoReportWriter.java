package credits.local.demo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.local.Ulid;
import credits.local.demo.Work.Piece;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The usage reports of one organisation's features: each feature reports what it did in some
/// hours, when they are over or the report is long enough.
final class Reports {
    private static final int MOST_LINES = 100;
    private static final Duration TO_THE_QUEUE = Duration.ofSeconds(2);
    private static final JsonMapper JSON = new JsonMapper();

    private final Story story;
    private final RandomGenerator random;
    private final Map<String, Open> open = new LinkedHashMap<>();
    private Instant latest = Instant.EPOCH;

    Reports(Story story, RandomGenerator random) {
        this.story = story;
        this.random = random;
    }

    // A report that a feature is still writing.
    private record Open(ObjectNode report, ArrayNode lines) {}

    /// Writes a line; gives the report that it completes, if it does.
    List<Step.Message> add(Instant at, Piece piece) {
        var report = open.computeIfAbsent(piece.source(), this::begin);
        var line = report.lines().addObject();
        line.put("operation", piece.operation());
        line.put("quantity", piece.quantity());
        line.put("at", at.toString());
        line.put("member", story.members().get(skewed(story.members().size())));
        if (random.nextInt(5) > 0) line.put("reference", reference(piece.operation()));
        latest = at;
        if (report.lines().size() < MOST_LINES) return List.of();
        open.remove(piece.source());
        return List.of(ended(report));
    }

    /// The reports that are still being written, oldest first, done now.
    List<Step.Message> endAll() {
        var messages = open.values().stream().map(this::ended).toList();
        open.clear();
        return messages;
    }

    private Open begin(String source) {
        var report = JSON.createObjectNode();
        report.put("specversion", "1.0");
        report.put("type", "credits.usage.v1");
        report.put("source", source);
        report.put("subject", story.id());
        return new Open(report, report.putObject("data").putArray("lines"));
    }

    private Step.Message ended(Open report) {
        report.report().put("id", Ulid.next(latest, random)).put("time", latest.toString());
        return new Step.Message(
                latest.plus(TO_THE_QUEUE),
                report.report().toString(),
                report.lines().size());
    }

    private String reference(String operation) {
        return operation.substring(0, operation.indexOf('.')) + "-" + (1_000 + random.nextInt(9_000));
    }

    // Some people do most of the work.
    private int skewed(int bound) {
        var one = random.nextInt(bound);
        var other = random.nextInt(bound);
        return Math.min(one, other);
    }
}
