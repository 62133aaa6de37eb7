package credits.local.gateway;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// An HTTP answer on its way out.
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Answer(int status, Map<String, List<String>> headers, byte[] body) {
    /// The length that the JDK's server takes for "no body at all".
    private static final long NO_BODY = -1;

    /// What API Gateway says when it answers itself.
    public static Answer message(int status, String message) {
        return json(status, "{\"message\":\"" + message + "\"}");
    }

    public static Answer json(int status, String body) {
        return new Answer(
                status, Map.of("content-type", List.of("application/json")), body.getBytes(StandardCharsets.UTF_8));
    }

    public static Answer text(int status, String body) {
        return new Answer(
                status,
                Map.of("content-type", List.of("text/plain;charset=utf-8")),
                body.getBytes(StandardCharsets.UTF_8));
    }

    public Answer with(String header, String value) {
        var all = new TreeMap<>(headers);
        all.put(header, List.of(value));
        return new Answer(status, all, body);
    }

    public void writeTo(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().putAll(headers);
        var silent = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
        exchange.sendResponseHeaders(status, silent ? NO_BODY : body.length);
        if (!silent) exchange.getResponseBody().write(body);
        exchange.close();
    }
}
