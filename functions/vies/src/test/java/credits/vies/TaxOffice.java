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

/// A stand-in for VIES that gives the test's answers and counts requests.
public final class TaxOffice implements AutoCloseable {
    private static final String SELLER = "IT00743110157";

    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();

    /// Creates a stand-in.
    ///
    /// @param answer maps a request to its response, both as JSON
    public TaxOffice(UnaryOperator<String> answer) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        var _ = server.createContext("/", exchange -> {
            asked.incrementAndGet();
            var question = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var bytes = answer.apply(question).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    public Register register() {
        return new Register(
                URI.create("http://localhost:" + server.getAddress().getPort() + "/"), Duration.ofSeconds(30), SELLER);
    }

    /// The number of requests so far.
    public int asked() {
        return asked.get();
    }

    /// A client of a service that refuses connections.
    public static Register closed() {
        return new Register(URI.create("http://localhost:1/"), Duration.ofSeconds(30), SELLER);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
