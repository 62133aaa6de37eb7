package credits.local.aws.template;

import java.util.List;
import java.util.Set;

/// A queue whose messages a function receives in batches.
///
/// @param reportsBatchItemFailures whether the function returns the messages that failed
public record EventSourceMapping(
        QueueDefinition queue, FunctionDefinition function, int batchSize, boolean reportsBatchItemFailures) {
    static final String TYPE = "AWS::Lambda::EventSourceMapping";

    /// The actions that AWS requires of the function's role when a mapping is created.
    static final List<String> REQUIRED_ACTIONS =
            List.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");

    private static final Set<String> SUPPORTED_PROPERTIES =
            Set.of("EventSourceArn", "FunctionName", "BatchSize", "FunctionResponseTypes", "Enabled");
    private static final Set<String> IGNORED_PROPERTIES = Set.of("ScalingConfig", "MetricsConfig", "Tags");

    static EventSourceMapping of(TemplateResource resource, QueueDefinition queue, FunctionDefinition function) {
        resource.requireOnly(SUPPORTED_PROPERTIES, IGNORED_PROPERTIES).requireValue("Enabled", "true");
        var types = resource.property("FunctionResponseTypes");
        for (var type : types)
            if (!type.asText().equals("ReportBatchItemFailures"))
                throw resource.unsupported("response type " + type + " is not supported");
        return new EventSourceMapping(queue, function, resource.number("BatchSize", 10), !types.isEmpty());
    }
}
