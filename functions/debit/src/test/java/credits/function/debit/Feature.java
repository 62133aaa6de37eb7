package credits.function.debit;

import credits.Given;
import java.time.Instant;
import java.util.Collections;

/// A feature that reports the queries of one organisation, at noon.
record Feature(String organisation) {
    Message message(String id, String body) {
        return new Message(id, body, organisation, Given.NOON);
    }

    String report(String quantity) {
        return report(Given.idMadeAt(Given.NOON).toString(), quantity);
    }

    String report(String id, String quantity) {
        return report(id, quantity, Given.NOON);
    }

    String report(String id, String quantity, Instant at) {
        return envelope(id, "{\"operation\":\"query.run\",\"quantity\":\"%s\",\"at\":\"%s\"}".formatted(quantity, at));
    }

    String tenLines() {
        var line = "{\"operation\":\"query.run\",\"quantity\":\"1\"}";
        return envelope(Given.idMadeAt(Given.NOON).toString(), String.join(",", Collections.nCopies(10, line)));
    }

    private String envelope(String id, String lines) {
        return """
                {"specversion":"1.0","type":"credits.usage.v1","source":"/features/test","id":"%s","subject":"%s",\
                "time":"2026-11-22T12:00:00Z","data":{"lines":[%s]}}""".formatted(id, organisation, lines);
    }
}
