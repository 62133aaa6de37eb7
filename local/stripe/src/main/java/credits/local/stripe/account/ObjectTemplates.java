package credits.local.stripe.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/// The JSON templates of Stripe's objects, in the files of `shapes/`: every property that Stripe sends, `null` or with
/// its usual value. A test compares them with the classes of stripe-java.
final class ObjectTemplates {
    private static final JsonNodeFactory NODE_FACTORY = JsonNodeFactory.instance;

    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<String, JsonNode> templates = new TreeMap<>();

    /// Creates an object of this kind, for the caller to fill in.
    ObjectNode newObject(String kind) {
        return templates.computeIfAbsent(kind, this::readTemplate).deepCopy();
    }

    private JsonNode readTemplate(String kind) {
        try (var template =
                ObjectTemplates.class.getResourceAsStream("/credits/local/stripe/shapes/" + kind + ".json")) {
            return mapper.readTree(template);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode object() {
        return NODE_FACTORY.objectNode();
    }

    static ObjectNode object(Map<String, String> texts) {
        var object = NODE_FACTORY.objectNode();
        texts.forEach(object::put);
        return object;
    }

    static ArrayNode textArray(Collection<String> texts) {
        var array = NODE_FACTORY.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    static ArrayNode array(Collection<? extends JsonNode> values) {
        return NODE_FACTORY.arrayNode().addAll(values);
    }
}
