package credits.local.guard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import credits.local.gateway.Answer;
import credits.local.gateway.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// What the services that speak JSON have in common: the operation is in a header, the fault in `__type`.
final class Json {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String TARGET = "x-amz-target";

    private Json() {}

    /// `PutItem` of `DynamoDB_20120810.PutItem`.
    static String operation(Request request) {
        var target = request.header(TARGET);
        return target.substring(target.lastIndexOf('.') + 1);
    }

    static JsonNode body(Request request) throws NotPlayed {
        try {
            return MAPPER.readTree(request.body());
        } catch (IOException _) {
            throw new NotPlayed("a body that is no JSON");
        }
    }

    /// A fault as the AWS JSON protocols tell it. `version` is the protocol's, such as `1.0`.
    static Answer fault(int status, String version, String type, String field, String message) {
        var body = MAPPER.createObjectNode().put("__type", type).put(field, message);
        var headers = Map.of("content-type", List.of("application/x-amz-json-" + version));
        return new Answer(status, headers, body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
