package credits.local.aws.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A table: its keys, and the view type of its stream if it has one.
public record TableDefinition(String name, List<KeyAttribute> keyAttributes, Optional<String> streamViewType) {
    static final String TYPE = "AWS::DynamoDB::GlobalTable";

    /// One attribute of the primary key.
    ///
    /// @param keyType `HASH` or `RANGE`
    /// @param attributeType `S`, `N` or `B`
    public record KeyAttribute(String name, String keyType, String attributeType) {}

    private static final Set<String> SUPPORTED_PROPERTIES =
            Set.of("TableName", "AttributeDefinitions", "KeySchema", "BillingMode", "StreamSpecification");
    // DynamoDB Local would delete expired items by the machine's time, which may not be the pretended one.
    private static final Set<String> IGNORED_PROPERTIES = Set.of(
            "Replicas",
            "SSESpecification",
            "TimeToLiveSpecification",
            "WriteOnDemandThroughputSettings",
            "ReadOnDemandThroughputSettings");

    static TableDefinition of(TemplateResource resource) {
        resource.requireOnly(SUPPORTED_PROPERTIES, IGNORED_PROPERTIES).requireValue("BillingMode", "PAY_PER_REQUEST");
        var keyAttributes = resource.property("KeySchema")
                .valueStream()
                .map(key -> new KeyAttribute(
                        key.path("AttributeName").asText(),
                        key.path("KeyType").asText(),
                        attributeTypeOf(resource, key.path("AttributeName").asText())))
                .toList();
        var view = resource.property("StreamSpecification").path("StreamViewType");
        return new TableDefinition(
                nameOf(resource),
                keyAttributes,
                Optional.of(view).filter(JsonNode::isTextual).map(JsonNode::asText));
    }

    static String nameOf(TemplateResource resource) {
        return resource.text("TableName", resource.id());
    }

    private static String attributeTypeOf(TemplateResource resource, String attribute) {
        return resource.property("AttributeDefinitions")
                .valueStream()
                .filter(definition -> definition.path("AttributeName").asText().equals(attribute))
                .map(definition -> definition.path("AttributeType").asText())
                .findFirst()
                .orElseThrow(() -> resource.unsupported("key " + attribute + " has no type"));
    }
}
