package credits.function.privacy;

import credits.json.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Stored attributes as plain JSON, with their names in order.
final class AttributeJson {
    private AttributeJson() {}

    static Json of(Map<String, AttributeValue> attributes) {
        var object = Json.object();
        new TreeMap<>(attributes).forEach((name, value) -> object.put(name, of(value)));
        return object.build();
    }

    private static Json of(AttributeValue value) {
        return switch (value.type()) {
            case S -> new Json.JsonString(value.s());
            case N -> new Json.JsonNumber(value.n());
            case BOOL -> new Json.JsonBoolean(value.bool());
            case M -> of(value.m());
            case L -> Json.array(value.l().stream().map(AttributeJson::of).toList());
            case SS ->
                Json.array(new ArrayList<>(value.ss())
                        .stream().map(Json.JsonString::new).toList());
            case B ->
                new Json.JsonString(Base64.getEncoder().encodeToString(value.b().asByteArray()));
            case BS, NS, NUL, UNKNOWN_TO_SDK_VERSION ->
                throw new IllegalStateException("no item has an attribute of type " + value.type());
        };
    }
}
