package credits.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A proxy in front of the database that forwards every request, records its operation, and counts the puts
/// that failed because the item already existed.
final class ConflictCounter implements AutoCloseable {
    private static final Set<String> HOP_BY_HOP_HEADERS =
            Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final AtomicInteger conflicts = new AtomicInteger();
    private final Queue<String> operations = new ConcurrentLinkedQueue<>();
    private volatile CountDownLatch concurrentPuts = new CountDownLatch(0);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;

    ConflictCounter(URI database) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        var _ = server.createContext("/", exchange -> forwardAndCount(exchange, database));
        server.start();
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    int conflicts() {
        return conflicts.get();
    }

    /// The operations of all requests so far, such as `GetItem`, in order of arrival.
    List<String> operations() {
        return List.copyOf(operations);
    }

    /// Holds the next put back until another one has arrived, so that both conflict whatever
    /// the machine's speed.
    void holdNextPut() {
        concurrentPuts = new CountDownLatch(2);
    }

    private void forwardAndCount(HttpExchange exchange, URI database) throws IOException {
        try (exchange) {
            record(exchange);
            var response = forward(exchange, database);
            if (response.statusCode() == 400 && new String(response.body(), UTF_8).contains("ConditionalCheckFailed"))
                conflicts.incrementAndGet();
            response.headers().map().forEach((name, values) -> {
                if (isForwarded(name)) exchange.getResponseHeaders().put(name, values);
            });
            exchange.sendResponseHeaders(
                    response.statusCode(), response.body().length == 0 ? -1 : response.body().length);
            exchange.getResponseBody().write(response.body());
        }
    }

    private void record(HttpExchange exchange) throws IOException {
        var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        var operation = target.substring(target.indexOf('.') + 1);
        operations.add(operation);
        if (!operation.equals("PutItem")) return;
        try {
            concurrentPuts.countDown();
            if (!concurrentPuts.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS))
                throw new IOException("no other put came");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, URI database) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        var request = HttpRequest.newBuilder(database.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (isForwarded(name)) values.forEach(value -> request.header(name, value));
        });
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static boolean isForwarded(String header) {
        return !HOP_BY_HOP_HEADERS.contains(header.toLowerCase(Locale.ROOT)) && !header.startsWith(":");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.close();
    }
}
