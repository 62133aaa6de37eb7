package credits.local.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/// A pipe to the event bus. Records of a table's stream or a queue that match one of the patterns go through a
/// function, and its response goes to the bus.
///
/// @param patterns if empty, every record matches
/// @param eventSource the source of the events on the bus
public record PipeDefinition(
        PipeSource pipeSource, List<JsonNode> patterns, FunctionDefinition enrichment, String eventSource) {
    static final String TYPE = "AWS::Pipes::Pipe";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> SUPPORTED_PROPERTIES =
            Set.of("Source", "SourceParameters", "Enrichment", "RoleArn", "Target", "TargetParameters");
    private static final Set<String> IGNORED_PROPERTIES = Set.of("Name", "Description", "Tags");

    private static final List<String> STREAM_READ_ACTIONS = List.of(
            "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams");

    /// The source of the records.
    public sealed interface PipeSource {
        /// The actions that AWS requires of the pipe's role for the source.
        default List<String> requiredActions() {
            return switch (this) {
                case TableStreamSource _ -> STREAM_READ_ACTIONS;
                case QueueSource _ -> EventSourceMapping.REQUIRED_ACTIONS;
            };
        }

        /// Every change of a table.
        record TableStreamSource(TableDefinition table) implements PipeSource {}

        /// The messages of a queue.
        record QueueSource(QueueDefinition queue) implements PipeSource {}
    }

    static PipeDefinition of(
            TemplateResource resource,
            PipeSource pipeSource,
            FunctionDefinition enrichment,
            ReferenceResolver references) {
        resource.requireOnly(SUPPORTED_PROPERTIES, IGNORED_PROPERTIES);
        var filters =
                resource.property("SourceParameters").path("FilterCriteria").path("Filters");
        var bus = resource.property("TargetParameters").path("EventBridgeEventBusParameters");
        if (!bus.path("DetailType").asText().equals("$.type"))
            throw resource.unsupported("detail type is not supported");
        return new PipeDefinition(
                pipeSource,
                filters.valueStream()
                        .map(filter -> parsePattern(references.resolveText(
                                new TemplateExpression(resource.stack(), filter.path("Pattern")))))
                        .toList(),
                enrichment,
                bus.path("Source").asText());
    }

    private static JsonNode parsePattern(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException invalid) {
            throw new UncheckedIOException(invalid);
        }
    }
}
