package credits.local.seed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import credits.local.aws.gateway.ApiGateway;
import credits.local.http.LocalRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Calls the API from inside this process. Calls that fail with 503, as on an overloaded machine, are retried
/// as callers do; any other failure is an [IllegalStateException] with the response.
record ApiCaller(ApiGateway gateway) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int SERVICE_UNAVAILABLE = 503;
    // On a busy machine, functions run out of time again and again.
    static final int MAX_ATTEMPTS = 100;

    /// Calls with a token and a JSON body.
    JsonNode call(String method, String path, String token, Map<String, String> extraHeaders, String body) {
        var headers = new TreeMap<>(extraHeaders);
        headers.put("authorization", "Bearer " + token);
        headers.put("content-type", "application/json");
        return call(method, path, headers, body);
    }

    /// Calls with these headers alone.
    JsonNode call(String method, String path, Map<String, String> headers, String body) {
        var all = new TreeMap<String, List<String>>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        var request = new LocalRequest(method, path, "", "HTTP/1.1", "127.0.0.1", all, body.getBytes(UTF_8));
        var response = gateway.respond(request);
        for (int attempts = 1; response.status() == SERVICE_UNAVAILABLE && attempts < MAX_ATTEMPTS; attempts++)
            response = gateway.respond(request);
        if (response.status() >= 300)
            throw new IllegalStateException(path + ": " + response.status() + " " + new String(response.body(), UTF_8));
        try {
            return JSON.readTree(response.body());
        } catch (IOException exception) {
            throw new UncheckedIOException(exception);
        }
    }
}
