package credits;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import credits.contract.OpenApiContract;
import credits.http.FakeLambdaContext;
import credits.local.aws.role.ActingFunction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/// Invokes a function's handler as API Gateway or the queue's event source does: under the function's role. Checks
/// every HTTP response against the contract.
public final class HandlerInvoker {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final OpenApiContract CONTRACT = OpenApiContract.load();
    private static final String FUNCTION_PACKAGES = "credits.function.";

    private final RequestStreamHandler handler;
    private final IntSupplier remainingMillis;
    private final StringBuilder log = new StringBuilder();

    public HandlerInvoker(RequestStreamHandler handler) {
        this(handler, () -> 900_000);
    }

    /// Invokes a handler whose time runs out.
    public HandlerInvoker(RequestStreamHandler handler, IntSupplier remainingMillis) {
        this.handler = handler;
        this.remainingMillis = remainingMillis;
    }

    /// A response over HTTP.
    public record HandlerResponse(int status, Map<String, String> headers, JsonNode body) {
        /// Returns a string in the body, such as `of("used")`; empty if it is null.
        public String text(String field) {
            return body.path(field).asText();
        }
    }

    /// Calls a route of the contract.
    public HandlerResponse callRoute(TestRequest request) {
        var event = invoke(request.toEvent().toText());
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
        CONTRACT.checkResponse(route[0], route[1], status, headers, body);
        boolean isJson = headers.getOrDefault("content-type", "").contains("json");
        return new HandlerResponse(status, headers, isJson ? read(body) : TextNode.valueOf(body));
    }

    /// Returns the function's response to an event.
    public JsonNode invoke(String event) {
        var output = new ByteArrayOutputStream();
        var input = new ByteArrayInputStream(event.getBytes(UTF_8));
        functionName(handler)
                .ifPresentOrElse(
                        name -> ActingFunction.run(name, () -> handle(input, output)), () -> handle(input, output));
        return read(output.toString(UTF_8));
    }

    private void handle(InputStream input, OutputStream output) {
        try {
            handler.handleRequest(input, output, new FakeLambdaContext(log, remainingMillis));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// The deployed name of a function's handler, such as `DebitFunction`; empty for a handler of the tests.
    private static Optional<String> functionName(RequestStreamHandler handler) {
        var packageName = handler.getClass().getPackageName();
        if (!packageName.startsWith(FUNCTION_PACKAGES)) return Optional.empty();
        var module = packageName.substring(FUNCTION_PACKAGES.length());
        return Optional.of(module.substring(0, 1).toUpperCase(Locale.ROOT) + module.substring(1) + "Function");
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

    /// Returns what it has logged since the last call of this.
    public String takeLog() {
        var taken = log.toString();
        log.setLength(0);
        return taken;
    }
}
