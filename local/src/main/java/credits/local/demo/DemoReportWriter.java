package credits.local.demo;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.local.demo.WorkGenerator.WorkItem;
import credits.local.usage.UlidFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Writes the usage reports of one organisation's features. A feature reports its work of a few hours, or
/// earlier if the report is full.
final class DemoReportWriter {
    private static final int MAX_LINES = 100;
    private static final Duration QUEUE_DELAY = Duration.ofSeconds(2);
    private static final JsonMapper JSON = new JsonMapper();

    private final DemoScenario scenario;
    private final RandomGenerator random;
    private final Map<String, OpenReport> openReports = new LinkedHashMap<>();
    private Instant latestLineTime = Instant.EPOCH;

    DemoReportWriter(DemoScenario scenario, RandomGenerator random) {
        this.scenario = scenario;
        this.random = random;
    }

    // A report that is still open for more lines.
    private record OpenReport(ObjectNode report, ArrayNode lines) {}

    /// Adds a line, and returns the reports that are complete with it.
    List<DemoAction.QueuedReport> add(Instant at, WorkItem workItem) {
        var report = openReports.computeIfAbsent(workItem.source(), this::openReport);
        var line = report.lines().addObject();
        line.put("operation", workItem.operation());
        line.put("quantity", workItem.quantity());
        line.put("at", at.toString());
        line.put("member", scenario.members().get(skewedIndex(scenario.members().size())));
        if (random.nextInt(5) > 0) line.put("reference", reference(workItem.operation()));
        latestLineTime = at;
        if (report.lines().size() < MAX_LINES) return List.of();
        openReports.remove(workItem.source());
        return List.of(close(report));
    }

    /// Completes the open reports, oldest first.
    List<DemoAction.QueuedReport> closeAll() {
        var queuedReports = openReports.values().stream().map(this::close).toList();
        openReports.clear();
        return queuedReports;
    }

    private OpenReport openReport(String source) {
        var report = JSON.createObjectNode();
        report.put("specversion", "1.0");
        report.put("type", "credits.usage.v1");
        report.put("source", source);
        report.put("subject", scenario.id());
        return new OpenReport(report, report.putObject("data").putArray("lines"));
    }

    private DemoAction.QueuedReport close(OpenReport report) {
        report.report().put("id", UlidFactory.next(latestLineTime, random)).put("time", latestLineTime.toString());
        return new DemoAction.QueuedReport(
                latestLineTime.plus(QUEUE_DELAY),
                report.report().toString(),
                report.lines().size());
    }

    private String reference(String operation) {
        return operation.substring(0, operation.indexOf('.')) + "-" + (1_000 + random.nextInt(9_000));
    }

    // A few members do most of the work.
    private int skewedIndex(int bound) {
        var one = random.nextInt(bound);
        var other = random.nextInt(bound);
        return Math.min(one, other);
    }
}
