package credits.local.template;

import java.util.List;
import java.util.Set;

/// A queue whose messages a function gets in batches. With `partialBatches` the function says which messages
/// failed.
public record Mapping(Queue queue, Function function, int batchSize, boolean partialBatches) {
    static final String TYPE = "AWS::Lambda::EventSourceMapping";

    /// What AWS asks of the function's role before it makes a mapping.
    static final List<String> ACTIONS = List.of("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");

    private static final Set<String> PLAYED =
            Set.of("EventSourceArn", "FunctionName", "BatchSize", "FunctionResponseTypes", "Enabled");
    private static final Set<String> WITHOUT_MEANING_HERE = Set.of("ScalingConfig", "MetricsConfig", "Tags");

    static Mapping of(Resource resource, Queue queue, Function function) {
        resource.refuseOtherThan(PLAYED, WITHOUT_MEANING_HERE).mustSay("Enabled", "true");
        var types = resource.property("FunctionResponseTypes");
        for (var type : types)
            if (!type.asText().equals("ReportBatchItemFailures"))
                throw resource.refused("response type " + type + " is not understood");
        return new Mapping(queue, function, resource.number("BatchSize", 10), !types.isEmpty());
    }
}
