package credits.local.guard;

import credits.local.gateway.Answer;
import credits.local.gateway.Request;
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

/// Hands requests on to a stand-in, and its answers back, as they are.
final class Passage implements AutoCloseable {
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection", "content-length", "date", "expect", "host", "http2-settings", "transfer-encoding", "upgrade");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Answer pass(Request request, URI to) throws IOException {
        var query = request.query().isEmpty() ? "" : "?" + request.query();
        var onwards = HttpRequest.newBuilder(URI.create(to + request.path() + query))
                .method(request.method(), BodyPublishers.ofByteArray(request.body()));
        passing(request.headers()).forEach((name, values) -> values.forEach(value -> onwards.header(name, value)));
        try {
            var answer = client.send(onwards.build(), BodyHandlers.ofByteArray());
            return new Answer(answer.statusCode(), passing(answer.headers().map()), answer.body());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private static Map<String, List<String>> passing(Map<String, List<String>> headers) {
        var passing = new TreeMap<String, List<String>>();
        headers.forEach((name, values) -> {
            var low = name.toLowerCase(Locale.ROOT);
            if (!OF_THE_CONNECTION.contains(low) && !low.startsWith(":")) passing.put(low, values);
        });
        return passing;
    }
}
