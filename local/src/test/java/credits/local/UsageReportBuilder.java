package credits.local;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import credits.local.usage.UlidFactory;
import java.security.SecureRandom;
import java.time.Instant;

/// A usage report to be sent; valid unless it is changed.
record UsageReportBuilder(ObjectNode json) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final SecureRandom RANDOM = new SecureRandom();

    /// A report with the time `now` and without lines.
    static UsageReportBuilder withoutLinesFor(String organisation, Instant now) {
        var report = JSON.createObjectNode();
        report.put("specversion", "1.0");
        report.put("type", "credits.usage.v1");
        report.put("source", "/features/tests");
        report.put("id", newId(now));
        report.put("subject", organisation);
        report.put("time", now.toString());
        report.putObject("data").putArray("lines");
        return new UsageReportBuilder(report);
    }

    static String newId(Instant made) {
        return UlidFactory.next(made, RANDOM);
    }

    /// Returns the report with one more line.
    UsageReportBuilder addLine(String operation, String quantity) {
        return lines(1, operation, quantity);
    }

    UsageReportBuilder lines(int count, String operation, String quantity) {
        for (int i = 0; i < count; i++)
            lines().addObject().put("operation", operation).put("quantity", quantity);
        return this;
    }

    /// Returns the report with a field of its last line changed.
    UsageReportBuilder setOnLastLine(String name, String value) {
        var _ = lastLine().put(name, value);
        return this;
    }

    /// Returns the report with a field of its envelope changed.
    UsageReportBuilder setOnEnvelope(String name, String value) {
        var _ = json.put(name, value);
        return this;
    }

    UsageReportBuilder removeLines() {
        var _ = lines().removeAll();
        return this;
    }

    UsageReportBuilder copy() {
        return new UsageReportBuilder(json.deepCopy());
    }

    private ObjectNode lastLine() {
        return (ObjectNode) lines().get(lines().size() - 1);
    }

    private ArrayNode lines() {
        return json.path("data").withArray("lines");
    }

    @Override
    public String toString() {
        return json.toString();
    }
}
