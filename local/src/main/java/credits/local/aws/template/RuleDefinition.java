package credits.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Events of the bus that fit the pattern, put on queues.
public record Rule(String name, JsonNode pattern, List<Target> targets) {
    static final String TYPE = "AWS::Events::Rule";
    static final String BUS = "AWS::Events::EventBus";

    private static final Set<String> PLAYED = Set.of("EventPattern", "Targets", "State");
    private static final Set<String> WITHOUT_MEANING_HERE = Set.of("EventBusName", "Name", "Description", "Tags");
    private static final Set<String> BUS_WITHOUT_MEANING_HERE = Set.of("Name", "Description", "Tags");

    /// Where an event goes, and where it goes if that is refused.
    public record Target(Addressed to, Optional<Addressed> deadLetters) {}

    /// A queue.
    ///
    /// @param isPermitted whether its policy lets the bus send to it for this rule
    public record Addressed(Queue queue, boolean isPermitted) {}

    static Rule of(Resource resource, List<Target> targets) {
        resource.refuseOtherThan(PLAYED, WITHOUT_MEANING_HERE).mustSay("State", "ENABLED");
        return new Rule(resource.id(), resource.property("EventPattern"), targets);
    }

    static void refuseUnknownBus(Resource bus) {
        bus.refuseOtherThan(Set.of(), BUS_WITHOUT_MEANING_HERE);
    }
}
