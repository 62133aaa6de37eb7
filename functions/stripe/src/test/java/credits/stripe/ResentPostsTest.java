package credits.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import credits.ledger.LocalTable;
import credits.ledger.Unavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A connection that ends without a response: Stripe's library sends the POST again, and so may the JDK below it
/// (`sun.net.http.retryPost`). All of them have one idempotency key, so that Stripe acts once.
class ResentPostsTest {
    private final Shop shop = new Shop();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final HttpServer silent = silentFront();

    @AfterEach
    void close() {
        silent.stop(0);
        shop.close();
    }

    @Test
    void a_post_that_is_sent_again_unanswered_is_done_once() {
        var front = "http://127.0.0.1:" + silent.getAddress().getPort();
        var wiring = shop.wiringAt(front, LocalTable.DYNAMO);
        var organisation = shop.organisation();

        assertThatThrownBy(() -> wiring.api().customer(organisation)).isInstanceOf(Unavailable.class);

        assertThat(keys).hasSizeGreaterThanOrEqualTo(2).containsOnly("customer-" + organisation);
        assertThat(shop.stripe().objects("customer"))
                .filteredOn(customer -> customer.path("description").asText().endsWith(organisation.value()))
                .hasSize(1);
    }

    // Forwards each call and closes the connection without a response.
    private HttpServer silentFront() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::swallow);
            server.start();
            return server;
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private void swallow(HttpExchange exchange) throws IOException {
        var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        keys.add(String.valueOf(key));
        var request = HttpRequest.newBuilder(URI.create(shop.stripe().address() + exchange.getRequestURI()))
                .POST(BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()))
                .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
                .header("Content-Type", exchange.getRequestHeaders().getFirst("Content-Type"))
                .header("Stripe-Version", exchange.getRequestHeaders().getFirst("Stripe-Version"))
                .header("Idempotency-Key", String.valueOf(key))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var _ = client.send(request, BodyHandlers.discarding());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }
}
