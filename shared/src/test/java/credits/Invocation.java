package credits;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import credits.contract.Contract;
import credits.wire.LoggingContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/// Invokes a function's handler as API Gateway or the queue's event source does, and checks every HTTP response against
/// the contract.
public final class Invocation {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Contract CONTRACT = Contract.read();

    private final RequestStreamHandler handler;
    private final StringBuilder log = new StringBuilder();

    public Invocation(RequestStreamHandler handler) {
        this.handler = handler;
    }

    /// A response over HTTP.
    public record Answer(int status, Map<String, String> headers, JsonNode body) {
        /// Returns a string in the body, such as `of("used")`; empty if it is null.
        public String of(String field) {
            return body.path(field).asText();
        }
    }

    /// Calls a route of the contract.
    public Answer call(Request request) {
        var event = of(request.event().text());
        var headers = new HashMap<String, String>();
        event.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        int status = event.path("statusCode").asInt();
        var sent = event.path("body").asText();
        var body = event.path("isBase64Encoded").asBoolean()
                ? new String(Base64.getDecoder().decode(sent), UTF_8)
                : sent;
        var route = request.route().split(" ", 2);
        CONTRACT.checkAnswer(route[0], route[1], status, headers, body);
        boolean isJson = headers.getOrDefault("content-type", "").contains("json");
        return new Answer(status, headers, isJson ? read(body) : TextNode.valueOf(body));
    }

    /// Returns the function's response to an event.
    public JsonNode of(String event) {
        var output = new ByteArrayOutputStream();
        try {
            handler.handleRequest(new ByteArrayInputStream(event.getBytes(UTF_8)), output, new LoggingContext(log));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return read(output.toString(UTF_8));
    }

    private static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }

    /// Returns everything that it has logged.
    public String log() {
        return log.toString();
    }
}
