package credits.local.aws.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import credits.local.aws.lambda.FunctionInstances;
import credits.local.aws.template.PipeDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Processes one record of a pipe: filter, enrichment, event bus. Records come one by one, because the
/// template's batch size is one.
final class PipeProcessor {
    private static final JsonMapper JSON = new JsonMapper();

    private final PipeDefinition pipe;
    private final FunctionInstances enrichment;
    private final LocalEventBus eventBus;

    PipeProcessor(PipeDefinition pipe, FunctionInstances enrichment, LocalEventBus eventBus) {
        this.pipe = pipe;
        this.enrichment = enrichment;
        this.eventBus = eventBus;
    }

    void process(JsonNode record) throws FunctionInstances.InvocationFailedException {
        if (!pipe.patterns().isEmpty()
                && pipe.patterns().stream().noneMatch(pattern -> EventPatternMatcher.matches(pattern, record))) return;
        var response =
                enrichment.invoke(JSON.createArrayNode().add(record).toString().getBytes(StandardCharsets.UTF_8));
        eventBus.put(pipe.eventSource(), parseEvents(response));
    }

    private static List<JsonNode> parseEvents(byte[] response) {
        try {
            return JSON.readTree(response).valueStream().toList();
        } catch (IOException invalid) {
            throw new UncheckedIOException(invalid);
        }
    }
}
