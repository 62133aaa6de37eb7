package credits.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/// A pipe to the event bus: what comes from a table's stream or a queue and fits one of the patterns goes through a
/// function, and what that answers to the bus.
///
/// @param patterns none lets everything through
/// @param source who the bus is told has sent it
public record Pipe(From from, List<JsonNode> patterns, Function enrichment, String source) {
    static final String TYPE = "AWS::Pipes::Pipe";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> PLAYED =
            Set.of("Source", "SourceParameters", "Enrichment", "RoleArn", "Target", "TargetParameters");
    private static final Set<String> WITHOUT_MEANING_HERE = Set.of("Name", "Description", "Tags");

    private static final List<String> READING_STREAMS = List.of(
            "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams");

    /// Where it takes from.
    public sealed interface From {
        /// What AWS asks of the pipe's role there.
        default List<String> actions() {
            return switch (this) {
                case Stream _ -> READING_STREAMS;
                case Messages _ -> Mapping.ACTIONS;
            };
        }

        /// Every change of a table.
        record Stream(Table table) implements From {}

        /// The messages of a queue.
        record Messages(Queue queue) implements From {}
    }

    static Pipe of(Resource resource, From from, Function enrichment, References references) {
        resource.refuseOtherThan(PLAYED, WITHOUT_MEANING_HERE);
        var filters =
                resource.property("SourceParameters").path("FilterCriteria").path("Filters");
        var bus = resource.property("TargetParameters").path("EventBridgeEventBusParameters");
        if (!bus.path("DetailType").asText().equals("$.type")) throw resource.refused("detail type is not understood");
        return new Pipe(
                from,
                filters.valueStream()
                        .map(filter ->
                                pattern(references.text(new Expression(resource.stack(), filter.path("Pattern")))))
                        .toList(),
                enrichment,
                bus.path("Source").asText());
    }

    private static JsonNode pattern(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }
}
