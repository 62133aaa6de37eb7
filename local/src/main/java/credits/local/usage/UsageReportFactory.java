package credits.local.usage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Creates usage reports as a feature does. They are not validated: sending an invalid one shows what happens to it.
public final class UsageReportFactory {
    private static final JsonMapper JSON = new JsonMapper();

    private final InstantSource clock;
    private final RandomGenerator random;

    public UsageReportFactory(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /// Creates a report with one line from the parameters `organisation`, `operation` and `quantity`, and the
    /// optional `member`, `reference`, `authorization`, `at` and `id`.
    public JsonNode createReport(Map<String, String> parameters) {
        var now = clock.instant();
        var report = JSON.createObjectNode();
        report.put("specversion", "1.0");
        report.put("type", "credits.usage.v1");
        report.put("source", "/local");
        report.put("id", parameters.getOrDefault("id", newId()));
        report.put("subject", requireParameter(parameters, "organisation"));
        report.put("time", now.truncatedTo(ChronoUnit.MILLIS).toString());
        report.put("datacontenttype", "application/json");
        putLine(report, parameters, now);
        return report;
    }

    /// Generates an id for a report, which is also valid as an idempotency key.
    public String newId() {
        return UlidFactory.next(clock.instant(), random);
    }

    /// Parses the reports of a file: one per line, or one JSON array. Each must name its organisation.
    public List<JsonNode> parseReports(String text) {
        try (var values = JSON.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
            var reports = values.readAll();
            if (reports.isEmpty()) throw new IllegalArgumentException("The file contains no reports.");
            for (var report : reports) {
                if (report.path("subject").asText().isEmpty())
                    throw new IllegalArgumentException("A report must have a subject, the organisation: " + report);
            }
            return reports;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Invalid JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void putLine(ObjectNode report, Map<String, String> parameters, Instant now) {
        var line = report.putObject("data").putArray("lines").addObject();
        line.put("operation", requireParameter(parameters, "operation"));
        line.put("quantity", requireParameter(parameters, "quantity"));
        line.put(
                "at",
                parameters.getOrDefault("at", now.truncatedTo(ChronoUnit.MILLIS).toString()));
        for (var name : List.of("member", "reference", "authorization"))
            if (parameters.containsKey(name)) line.put(name, parameters.get(name));
    }

    private static String requireParameter(Map<String, String> parameters, String name) {
        var value = parameters.get(name);
        if (value == null || value.isEmpty()) throw new IllegalArgumentException("Missing option --" + name + ".");
        return value;
    }
}
