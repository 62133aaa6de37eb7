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

/// An HTTP request. The path and the query are still encoded; header names are in lower case.
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LocalRequest(
        String method,
        String path,
        String query,
        String protocol,
        String sourceIp,
        Map<String, List<String>> headers,
        byte[] body) {
    /// API Gateway's limit for a request body.
    public static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

    /// Reads a request; empty if its body exceeds the limit. The body is read to the end in any case, or the
    /// client would not read the response.
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

    /// Returns this request with another path.
    public LocalRequest withPath(String path) {
        return new LocalRequest(method, path, query, protocol, sourceIp, headers, body);
    }

    /// The parameters of the query, decoded. Repeated parameters are joined by commas.
    public Map<String, String> queryParameters() {
        return parsePairs(query);
    }

    /// The fields of a form in the body, decoded likewise.
    public Map<String, String> formParameters() {
        return parsePairs(new String(body, StandardCharsets.UTF_8));
    }

    /// The values of a header joined by commas; empty if the header is absent.
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
