package credits.local.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Events of the bus that fit the pattern, put on queues.
public record RuleDefinition(String name, JsonNode pattern, List<RuleTarget> ruleTargets) {
    static final String TYPE = "AWS::Events::Rule";
    static final String BUS = "AWS::Events::EventBus";

    private static final Set<String> SUPPORTED_PROPERTIES = Set.of("EventPattern", "Targets", "State");
    private static final Set<String> IGNORED_PROPERTIES = Set.of("EventBusName", "Name", "Description", "Tags");
    private static final Set<String> IGNORED_BUS_PROPERTIES = Set.of("Name", "Description", "Tags");

    /// Where an event goes, and where it goes if that is refused.
    public record RuleTarget(TargetQueue targetQueue, Optional<TargetQueue> deadLetterQueue) {}

    /// A queue.
    ///
    /// @param isPermitted whether its policy lets the bus send to it for this rule
    public record TargetQueue(QueueDefinition queue, boolean isPermitted) {}

    static RuleDefinition of(TemplateResource resource, List<RuleTarget> ruleTargets) {
        resource.requireOnly(SUPPORTED_PROPERTIES, IGNORED_PROPERTIES).requireValue("State", "ENABLED");
        return new RuleDefinition(resource.id(), resource.property("EventPattern"), ruleTargets);
    }

    static void rejectUnsupportedBus(TemplateResource bus) {
        bus.requireOnly(Set.of(), IGNORED_BUS_PROPERTIES);
    }
}
