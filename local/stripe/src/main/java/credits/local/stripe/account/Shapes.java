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
final class Shapes {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<String, JsonNode> shapes = new TreeMap<>();

    /// Creates an object of this kind, for the caller to fill in.
    ObjectNode make(String object) {
        return shapes.computeIfAbsent(object, this::read).deepCopy();
    }

    private JsonNode read(String object) {
        try (var shape = Shapes.class.getResourceAsStream("/credits/local/stripe/shapes/" + object + ".json")) {
            return mapper.readTree(shape);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode object() {
        return NODES.objectNode();
    }

    static ObjectNode object(Map<String, String> texts) {
        var object = NODES.objectNode();
        texts.forEach(object::put);
        return object;
    }

    static ArrayNode texts(Collection<String> texts) {
        var array = NODES.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    static ArrayNode array(Collection<? extends JsonNode> values) {
        return NODES.arrayNode().addAll(values);
    }
}
