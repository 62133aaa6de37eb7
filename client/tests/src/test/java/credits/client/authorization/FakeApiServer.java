package credits.client.authorization;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// An HTTP server with scripted responses that records its requests.
public final class FakeApiServer implements AutoCloseable {
    /// A request that was received.
    public record ReceivedRequest(
            String method, String target, String authorization, String idempotencyKey, String body) {}

    private record ScriptedResponse(int status, Map<String, String> headers, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Deque<ScriptedResponse> responses = new ArrayDeque<>();
    private final List<ReceivedRequest> requests = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    public FakeApiServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @CanIgnoreReturnValue
    public FakeApiServer respondWith(int status, String body) {
        return respondWith(status, Map.of(), body);
    }

    @CanIgnoreReturnValue
    public synchronized FakeApiServer respondWith(int status, Map<String, String> headers, String body) {
        responses.add(new ScriptedResponse(status, headers, body));
        return this;
    }

    /// Receives the next request and never responds.
    FakeApiServer neverRespond() {
        return respondWith(-1, "");
    }

    /// Sends the beginning of the next response and never its end.
    FakeApiServer respondHalfway() {
        return respondWith(-2, "");
    }

    public synchronized List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var response = nextResponse(exchange);
            if (response.status() == -2) {
                exchange.sendResponseHeaders(201, 100);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
            }
            if (response.status() < 0) {
                closed.await();
                return;
            }
            response.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
            var body = response.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized ScriptedResponse nextResponse(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        requests.add(new ReceivedRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                String.valueOf(headers.getFirst("Authorization")),
                String.valueOf(headers.getFirst("Idempotency-Key")),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        // The last response is repeated for all further requests.
        return responses.size() > 1 ? responses.remove() : responses.element();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
