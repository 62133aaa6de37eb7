package credits.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/// Events of the bus that fit the pattern, put on queues.
public record Rule(String name, JsonNode pattern, List<Queue> queues) {
    static final String TYPE = "AWS::Events::Rule";
    static final String BUS = "AWS::Events::EventBus";

    private static final Set<String> PLAYED = Set.of("EventPattern", "Targets", "State");
    private static final Set<String> WITHOUT_MEANING_HERE = Set.of("EventBusName", "Name", "Description", "Tags");
    private static final Set<String> BUS_WITHOUT_MEANING_HERE = Set.of("Name", "Description", "Tags");

    static Rule of(Resource resource, References references, Places places) {
        resource.refuseOtherThan(PLAYED, WITHOUT_MEANING_HERE).mustSay("State", "ENABLED");
        var queues = resource.property("Targets")
                .valueStream()
                .map(target -> references.resource(new Expression(resource.stack(), target.path("Arn"))))
                .map(queue -> Queue.of(queue, references, places))
                .toList();
        return new Rule(resource.id(), resource.property("EventPattern"), queues);
    }

    static void refuseUnknownBus(Resource bus) {
        bus.refuseOtherThan(Set.of(), BUS_WITHOUT_MEANING_HERE);
    }
}
