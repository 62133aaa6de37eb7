package credits.local.aws.iamproxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import credits.local.http.LocalRequest;
import credits.local.http.LocalResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// The AWS JSON protocols: the operation is in a header, the type of an error in `__type`.
final class AwsJson {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String TARGET_HEADER = "x-amz-target";

    private AwsJson() {}

    /// The operation of the request, such as `PutItem` of `DynamoDB_20120810.PutItem`.
    static String operation(LocalRequest request) {
        var target = request.header(TARGET_HEADER);
        return target.substring(target.lastIndexOf('.') + 1);
    }

    static JsonNode parseBody(LocalRequest request) throws UnsupportedCallException {
        try {
            return MAPPER.readTree(request.body());
        } catch (IOException _) {
            throw new UnsupportedCallException("a body that is not JSON");
        }
    }

    /// An error response.
    ///
    /// @param version the version of the protocol, such as `1.0`
    static LocalResponse error(int status, String version, String type, String field, String message) {
        var body = MAPPER.createObjectNode().put("__type", type).put(field, message);
        var headers = Map.of("content-type", List.of("application/x-amz-json-" + version));
        return new LocalResponse(status, headers, body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
