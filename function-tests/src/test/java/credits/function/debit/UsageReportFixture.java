package credits.function.debit;

import credits.TestData;
import java.time.Instant;
import java.util.Collections;

/// A feature that reports the queries of one organisation, at noon.
record UsageReportFixture(String organisation) {
    SqsMessageFixture message(String id, String body) {
        return new SqsMessageFixture(id, body, organisation, TestData.NOON);
    }

    String report(String quantity) {
        return report(TestData.newIdAt(TestData.NOON).toString(), quantity);
    }

    String report(String id, String quantity) {
        return report(id, quantity, TestData.NOON);
    }

    String report(String id, String quantity, Instant at) {
        return cloudEvent(
                id, "{\"operation\":\"query.run\",\"quantity\":\"%s\",\"at\":\"%s\"}".formatted(quantity, at));
    }

    String reportOfTenLines() {
        var line = "{\"operation\":\"query.run\",\"quantity\":\"1\"}";
        return cloudEvent(TestData.newIdAt(TestData.NOON).toString(), String.join(",", Collections.nCopies(10, line)));
    }

    private String cloudEvent(String id, String lines) {
        return """
                {"specversion":"1.0","type":"credits.usage.v1","source":"/features/test","id":"%s","subject":"%s",\
                "time":"2026-11-22T12:00:00Z","data":{"lines":[%s]}}""".formatted(id, organisation, lines);
    }
}
