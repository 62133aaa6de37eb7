package credits.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import credits.local.lambda.Function;
import credits.local.template.Pipe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What a pipe does with one record: filter, enrichment, bus. A record comes alone, as the template's batches of
/// one do.
final class PipeRun {
    private static final JsonMapper JSON = new JsonMapper();

    private final Pipe pipe;
    private final Function enrichment;
    private final Bus bus;

    PipeRun(Pipe pipe, Function enrichment, Bus bus) {
        this.pipe = pipe;
        this.enrichment = enrichment;
        this.bus = bus;
    }

    void take(JsonNode record) throws Function.Failed {
        if (!pipe.patterns().isEmpty()
                && pipe.patterns().stream().noneMatch(pattern -> Pattern.matches(pattern, record))) return;
        var answer =
                enrichment.invoke(JSON.createArrayNode().add(record).toString().getBytes(StandardCharsets.UTF_8));
        bus.put(pipe.source(), events(answer));
    }

    private static List<JsonNode> events(byte[] answer) {
        try {
            return JSON.readTree(answer).valueStream().toList();
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }
}
