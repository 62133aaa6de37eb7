package credits.local.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// An HTTP response.
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LocalResponse(int status, Map<String, List<String>> headers, byte[] body) {
    /// The JDK server's code for a response without a body.
    private static final long NO_BODY_LENGTH = -1;

    /// A response in the form that API Gateway uses for its own errors.
    public static LocalResponse jsonMessage(int status, String message) {
        return json(status, "{\"message\":\"" + message + "\"}");
    }

    public static LocalResponse json(int status, String body) {
        return new LocalResponse(
                status, Map.of("content-type", List.of("application/json")), body.getBytes(StandardCharsets.UTF_8));
    }

    public static LocalResponse text(int status, String body) {
        return new LocalResponse(
                status,
                Map.of("content-type", List.of("text/plain;charset=utf-8")),
                body.getBytes(StandardCharsets.UTF_8));
    }

    public LocalResponse with(String header, String value) {
        var allHeaders = new TreeMap<>(headers);
        allHeaders.put(header, List.of(value));
        return new LocalResponse(status, allHeaders, body);
    }

    public void writeTo(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().putAll(headers);
        var isEmpty = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
        exchange.sendResponseHeaders(status, isEmpty ? NO_BODY_LENGTH : body.length);
        if (!isEmpty) exchange.getResponseBody().write(body);
        exchange.close();
    }
}
