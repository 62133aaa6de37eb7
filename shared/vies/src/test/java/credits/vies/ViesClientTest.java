package credits.vies;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import credits.invoicing.VatId;
import credits.invoicing.VatId.Evidence;
import credits.invoicing.VatId.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViesClientTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final VatId ASKED = new VatId("EL123456789", Status.UNVERIFIED);

    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicReference<String> request = new AtomicReference<>("");
    private HttpServer server;

    @BeforeEach
    void begin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @AfterEach
    void end() {
        over.countDown();
        server.stop(0);
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(textBlock = """
            200 | {"valid": true, "requestIdentifier": "WAPIAAAA"}              | VERIFIED   | WAPIAAAA
            200 | {"valid": true, "userError": "VALID", "requestIdentifier": ""} | VERIFIED   |
            200 | {"valid": false, "userError": "INVALID"}                       | INVALID    |
            200 | {"valid": false}                                               | INVALID    |
            200 | {"valid": false, "userError": "MS_UNAVAILABLE"}                | UNVERIFIED |
            200 | {"actionSucceed": false, "errorWrappers": [{"error": "x"}]}    | UNVERIFIED |
            200 | {"valid": "true"}                                              | UNVERIFIED |
            200 | []                                                             | UNVERIFIED |
            200 | not JSON                                                       | UNVERIFIED |
            500 | {"valid": true}                                                | UNVERIFIED |
            302 | {"valid": true}                                                | UNVERIFIED |
            """, delimiter = '|')
    void only_a_completed_look_up_changes_the_status(int httpStatus, String response, Status status, String reference) {
        respondWith(httpStatus, response);

        var consultation = client(LONG).check(ASKED, NOON);

        assertThat(consultation)
                .isEqualTo(new VatId(
                        "EL123456789", status, Optional.of(new Evidence(NOON, Optional.ofNullable(reference)))));
    }

    @Test
    void the_request_splits_the_country_code_and_names_the_requester() {
        respondWith(200, "{\"valid\": true}");

        var _ = client(LONG).check(ASKED, NOON);

        assertThat(request.get()).isEqualTo("""
                {"countryCode":"EL","vatNumber":"123456789","requesterMemberStateCode":"IT","requesterNumber":"00743110157"}\
                """);
    }

    @Test
    void an_incomplete_response_leaves_the_number_unverified() {
        var _ = server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"valid\": true".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            await();
        });

        assertThat(client(Duration.ofMillis(300)).check(ASKED, NOON).status()).isEqualTo(Status.UNVERIFIED);
    }

    @Test
    void an_oversized_response_is_not_read() {
        respondWith(200, "{\"valid\": true, \"name\": \"" + "x".repeat(100_000) + "\"}");

        assertThat(client(LONG).check(ASKED, NOON).status()).isEqualTo(Status.UNVERIFIED);
    }

    @Test
    void an_unreachable_service_leaves_the_number_unverified() {
        var viesClient = client(LONG);
        server.stop(0);

        assertThat(viesClient.check(ASKED, NOON).status()).isEqualTo(Status.UNVERIFIED);
    }

    private void respondWith(int status, String response) {
        var _ = server.createContext("/", exchange -> {
            request.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var bytes = response.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ViesClient client(Duration timeout) {
        var url = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
        return new ViesClient(url, timeout, "IT00743110157");
    }
}
