package credits.local.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A rule of the event bus, which sends the events that match the pattern to queues.
public record RuleDefinition(String name, JsonNode pattern, List<RuleTarget> ruleTargets) {
    static final String TYPE = "AWS::Events::Rule";
    static final String BUS = "AWS::Events::EventBus";

    private static final Set<String> SUPPORTED_PROPERTIES = Set.of("EventPattern", "Targets", "State");
    private static final Set<String> IGNORED_PROPERTIES = Set.of("EventBusName", "Name", "Description", "Tags");
    private static final Set<String> IGNORED_BUS_PROPERTIES = Set.of("Name", "Description", "Tags");

    /// The queue for an event, and the one for an event that cannot be sent there.
    public record RuleTarget(TargetQueue targetQueue, Optional<TargetQueue> deadLetterQueue) {}

    /// A queue as the target of a rule.
    ///
    /// @param isPermitted whether the queue's policy allows the bus to send messages for this rule
    public record TargetQueue(QueueDefinition queue, boolean isPermitted) {}

    static RuleDefinition of(TemplateResource resource, List<RuleTarget> ruleTargets) {
        resource.requireOnly(SUPPORTED_PROPERTIES, IGNORED_PROPERTIES).requireValue("State", "ENABLED");
        return new RuleDefinition(resource.id(), resource.property("EventPattern"), ruleTargets);
    }

    static void rejectUnsupportedBus(TemplateResource bus) {
        bus.requireOnly(Set.of(), IGNORED_BUS_PROPERTIES);
    }
}
