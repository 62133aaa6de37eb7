package credits.local.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An HTTP request as it came in: the path and the query still encoded, header names in lower case.
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LocalRequest(
        String method,
        String path,
        String query,
        String protocol,
        String sourceIp,
        Map<String, List<String>> headers,
        byte[] body) {
    /// API Gateway's limit for what a request carries.
    public static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

    /// Empty when the body is larger than the limit. It is read to its end all the same, or the caller would not
    /// hear the answer.
    public static Optional<LocalRequest> read(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            return Optional.empty();
        }
        var headers = new TreeMap<String, List<String>>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        var uri = exchange.getRequestURI();
        return Optional.of(new LocalRequest(
                exchange.getRequestMethod(),
                uri.getRawPath(),
                Optional.ofNullable(uri.getRawQuery()).orElse(""),
                exchange.getProtocol(),
                exchange.getRemoteAddress().getAddress().getHostAddress(),
                headers,
                body));
    }

    /// The same request to another path.
    public LocalRequest withPath(String path) {
        return new LocalRequest(method, path, query, protocol, sourceIp, headers, body);
    }

    /// The query's parameters, decoded; one that is given several times has its values joined by comma.
    public Map<String, String> queryParameters() {
        return parsePairs(query);
    }

    /// The fields of a form in the body, decoded likewise.
    public Map<String, String> formParameters() {
        return parsePairs(new String(body, StandardCharsets.UTF_8));
    }

    /// The header's values joined by comma, empty when it was not sent.
    public String header(String name) {
        return String.join(",", headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()));
    }

    private static Map<String, String> parsePairs(String encoded) {
        var parameters = new TreeMap<String, String>();
        for (var pair : encoded.split("&", -1)) {
            var parts = pair.split("=", 2);
            var value = parts.length == 2 ? PercentEncoding.decodeQuery(parts[1]) : "";
            if (!pair.isEmpty())
                parameters.merge(PercentEncoding.decodeQuery(parts[0]), value, (first, next) -> first + "," + next);
        }
        return parameters;
    }
}
