package credits.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A table: its keys, and what its stream shows if it has one.
public record Table(String name, List<Key> keys, Optional<String> streamView) {
    static final String TYPE = "AWS::DynamoDB::GlobalTable";

    /// One part of the primary key. `role` is `HASH` or `RANGE`, `type` is `S`, `N` or `B`.
    public record Key(String name, String role, String type) {}

    private static final Set<String> PLAYED =
            Set.of("TableName", "AttributeDefinitions", "KeySchema", "BillingMode", "StreamSpecification");
    private static final Set<String> WITHOUT_MEANING_HERE =
            Set.of("Replicas", "SSESpecification", "WriteOnDemandThroughputSettings", "ReadOnDemandThroughputSettings");

    static Table of(Resource resource) {
        resource.refuseOtherThan(PLAYED, WITHOUT_MEANING_HERE).mustSay("BillingMode", "PAY_PER_REQUEST");
        var keys = resource.property("KeySchema")
                .valueStream()
                .map(key -> new Key(
                        key.path("AttributeName").asText(),
                        key.path("KeyType").asText(),
                        typeOf(resource, key.path("AttributeName").asText())))
                .toList();
        var view = resource.property("StreamSpecification").path("StreamViewType");
        return new Table(
                nameOf(resource),
                keys,
                Optional.of(view).filter(JsonNode::isTextual).map(JsonNode::asText));
    }

    static String nameOf(Resource resource) {
        return resource.text("TableName", resource.id());
    }

    private static String typeOf(Resource resource, String attribute) {
        return resource.property("AttributeDefinitions")
                .valueStream()
                .filter(definition -> definition.path("AttributeName").asText().equals(attribute))
                .map(definition -> definition.path("AttributeType").asText())
                .findFirst()
                .orElseThrow(() -> resource.refused("key " + attribute + " has no type"));
    }
}
