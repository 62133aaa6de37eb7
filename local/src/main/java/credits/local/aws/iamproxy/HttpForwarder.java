package credits.local.aws.iamproxy;

import credits.local.http.LocalRequest;
import credits.local.http.LocalResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Forwards requests to a service and returns its responses unchanged.
final class HttpForwarder implements AutoCloseable {
    private static final Set<String> HOP_BY_HOP_HEADERS = Set.of(
            "connection", "content-length", "date", "expect", "host", "http2-settings", "transfer-encoding", "upgrade");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    LocalResponse forward(LocalRequest request, URI serviceUri) throws IOException {
        var query = request.query().isEmpty() ? "" : "?" + request.query();
        var forwarded = HttpRequest.newBuilder(URI.create(serviceUri + request.path() + query))
                .method(request.method(), BodyPublishers.ofByteArray(request.body()));
        forwardedHeaders(request.headers())
                .forEach((name, values) -> values.forEach(value -> forwarded.header(name, value)));
        try {
            var response = client.send(forwarded.build(), BodyHandlers.ofByteArray());
            return new LocalResponse(
                    response.statusCode(), forwardedHeaders(response.headers().map()), response.body());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private static Map<String, List<String>> forwardedHeaders(Map<String, List<String>> headers) {
        var forwarded = new TreeMap<String, List<String>>();
        headers.forEach((name, values) -> {
            var lowerCaseName = name.toLowerCase(Locale.ROOT);
            if (!HOP_BY_HOP_HEADERS.contains(lowerCaseName) && !lowerCaseName.startsWith(":"))
                forwarded.put(lowerCaseName, values);
        });
        return forwarded;
    }
}
