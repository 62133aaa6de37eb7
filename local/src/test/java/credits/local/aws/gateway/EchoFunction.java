package credits.local.aws.gateway;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;

/// A function that returns its event, or does what the query says: `output` is its output, `fault` the
/// exception it throws, `bytes` the size of its response.
public final class EchoFunction implements RequestStreamHandler {
    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, String> environment;

    public EchoFunction(Map<String, String> environment, InstantSource clock) {
        this.environment = environment;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        var event = JSON.readTree(input);
        var query = event.path("queryStringParameters");
        if (query.has("fault"))
            throw new IllegalStateException(query.path("fault").asText());
        if (query.has("output")) {
            output.write(query.path("output").asText().getBytes(StandardCharsets.UTF_8));
            return;
        }
        if (query.has("bytes")) {
            output.write(responseOf(query.path("bytes").asInt()));
            return;
        }
        var response = JSON.createObjectNode();
        response.put("statusCode", 200);
        response.putObject("headers").put("X-Remaining", String.valueOf(context.getRemainingTimeInMillis()));
        response.put("body", event.toString());
        context.getLogger().log("echoed in " + environment.getOrDefault("PLACE", "nowhere"));
        output.write(response.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] responseOf(int bytes) {
        var empty = "{\"statusCode\":200,\"body\":\"\"}";
        return empty.replace(":\"\"", ":\"" + "x".repeat(bytes - empty.length()) + "\"")
                .getBytes(StandardCharsets.UTF_8);
    }
}
