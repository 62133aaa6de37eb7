package credits.local.aws.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import credits.local.http.LocalResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Converts the output of a function to an HTTP response, by the rules of payload format 2.0.
final class FunctionResponseParser {
    private static final JsonMapper JSON = new JsonMapper();

    private FunctionResponseParser() {}

    /// Parses a response; empty if the output is not a valid one, and API Gateway then returns 500.
    static Optional<LocalResponse> parse(byte[] output) {
        try {
            var json = JSON.readTree(output);
            if (json == null || json.isMissingNode()) return Optional.empty();
            if (!json.has("statusCode")) return Optional.of(LocalResponse.json(200, json.toString()));
            var status = json.path("statusCode");
            if (!status.canConvertToInt() || status.asInt() < 200 || status.asInt() > 599) return Optional.empty();
            return Optional.of(new LocalResponse(status.asInt(), headers(json), body(json)));
        } catch (JsonProcessingException | IllegalArgumentException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read from memory", e);
        }
    }

    private static Map<String, List<String>> headers(JsonNode json) {
        var headers = new TreeMap<String, List<String>>();
        headers.put("content-type", List.of("text/plain;charset=utf-8"));
        for (var header : json.path("headers").properties())
            headers.put(
                    header.getKey().toLowerCase(Locale.ROOT),
                    List.of(header.getValue().asText()));
        var cookies = json.path("cookies").valueStream().map(JsonNode::asText).toList();
        if (!cookies.isEmpty()) headers.put("set-cookie", cookies);
        // The server computes the length itself.
        headers.remove("content-length");
        return headers;
    }

    private static byte[] body(JsonNode json) {
        var body = json.path("body").asText("");
        return json.path("isBase64Encoded").asBoolean()
                ? Base64.getDecoder().decode(body)
                : body.getBytes(StandardCharsets.UTF_8);
    }
}
