package credits.vies;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// A fake of VIES with scripted responses, which counts its requests.
public final class FakeVies implements AutoCloseable {
    private static final String SELLER_VAT_ID = "IT00743110157";

    private final HttpServer server;
    private final AtomicInteger requestCount = new AtomicInteger();

    /// @param response maps a request to its response, both as JSON
    public FakeVies(UnaryOperator<String> response) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var _ = server.createContext("/", exchange -> {
            requestCount.incrementAndGet();
            var question = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var bytes = response.apply(question).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    public ViesClient client() {
        return new ViesClient(URI.create(url()), Duration.ofSeconds(30), SELLER_VAT_ID);
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/";
    }

    /// The number of requests so far.
    public int requestCount() {
        return requestCount.get();
    }

    /// A client of a service that refuses connections.
    public static ViesClient unreachable() {
        return new ViesClient(URI.create("http://localhost:1/"), Duration.ofSeconds(30), SELLER_VAT_ID);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
