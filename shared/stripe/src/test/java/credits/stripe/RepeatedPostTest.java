package credits.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import credits.ledger.DynamoDbFixture;
import credits.retry.ServiceUnavailableException;
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

/// A connection ends without a response: Stripe's library sends the POST again, and so may the JDK below it
/// (`sun.net.http.retryPost`). All attempts have one idempotency key, so Stripe executes the POST once.
class RepeatedPostTest {
    private final PaymentFixture payments = new PaymentFixture();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final HttpServer silentProxy = silentProxy();

    @AfterEach
    void close() {
        silentProxy.stop(0);
        payments.close();
    }

    @Test
    void a_post_repeated_after_a_lost_response_is_executed_once() {
        var front = "http://127.0.0.1:" + silentProxy.getAddress().getPort();
        var wiring = payments.wiringAt(front, DynamoDbFixture.DYNAMO);
        var organisation = payments.newOrganisation();

        assertThatThrownBy(() -> wiring.api().createCustomer(organisation))
                .isInstanceOf(ServiceUnavailableException.class);

        assertThat(keys).hasSizeGreaterThanOrEqualTo(2).containsOnly("customer-" + organisation);
        assertThat(payments.stripe().objects("customer"))
                .filteredOn(customer -> customer.path("description").asText().endsWith(organisation.value()))
                .hasSize(1);
    }

    // Forwards each call and closes the connection without a response.
    private HttpServer silentProxy() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", this::forwardWithoutResponse);
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void forwardWithoutResponse(HttpExchange exchange) throws IOException {
        var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        keys.add(String.valueOf(key));
        var request = HttpRequest.newBuilder(URI.create(payments.stripe().address() + exchange.getRequestURI()))
                .POST(BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()))
                .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
                .header("Content-Type", exchange.getRequestHeaders().getFirst("Content-Type"))
                .header("Stripe-Version", exchange.getRequestHeaders().getFirst("Stripe-Version"))
                .header("Idempotency-Key", String.valueOf(key))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var _ = client.send(request, BodyHandlers.discarding());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }
}
