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

/// Stands before the database, lets everything pass, notes what was asked, and counts the puts that found their place
/// taken.
final class Door implements AutoCloseable {
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final AtomicInteger lostRaces = new AtomicInteger();
    private final Queue<String> operations = new ConcurrentLinkedQueue<>();
    private volatile CountDownLatch together = new CountDownLatch(0);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpServer server;

    Door(URI database) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        var _ = server.createContext("/", exchange -> pass(exchange, database));
        server.start();
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    int lostRaces() {
        return lostRaces.get();
    }

    /// What was asked of the database, such as `GetItem`, in the order in which it came.
    List<String> operations() {
        return List.copyOf(operations);
    }

    /// Keeps the next put until another one has come, so that both want the same place, whatever the machine's speed.
    void keepNextPut() {
        together = new CountDownLatch(2);
    }

    private void pass(HttpExchange exchange, URI database) throws IOException {
        try (exchange) {
            note(exchange);
            var answer = ask(exchange, database);
            if (answer.statusCode() == 400 && new String(answer.body(), UTF_8).contains("ConditionalCheckFailed"))
                lostRaces.incrementAndGet();
            answer.headers().map().forEach((name, values) -> {
                if (passes(name)) exchange.getResponseHeaders().put(name, values);
            });
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private void note(HttpExchange exchange) throws IOException {
        var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        var operation = target.substring(target.indexOf('.') + 1);
        operations.add(operation);
        if (!operation.equals("PutItem")) return;
        try {
            together.countDown();
            if (!together.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) throw new IOException("no other put came");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private HttpResponse<byte[]> ask(HttpExchange exchange, URI database) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        var request = HttpRequest.newBuilder(database.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (passes(name)) values.forEach(value -> request.header(name, value));
        });
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static boolean passes(String header) {
        return !OF_THE_CONNECTION.contains(header.toLowerCase(Locale.ROOT)) && !header.startsWith(":");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.close();
    }
}
