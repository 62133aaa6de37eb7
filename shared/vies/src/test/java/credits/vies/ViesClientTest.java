package credits.vies;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import credits.topup.VatId;
import credits.topup.VatId.Evidence;
import credits.topup.VatId.Status;
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

class RegisterTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final VatId ASKED = new VatId("EL123456789", Status.UNVERIFIED);

    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicReference<String> question = new AtomicReference<>("");
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
    void only_what_the_register_has_looked_up_is_believed(
            int httpStatus, String answer, Status status, String reference) {
        answering(httpStatus, answer);

        var consultation = register(LONG).consult(ASKED, NOON);

        assertThat(consultation)
                .isEqualTo(new VatId(
                        "EL123456789", status, Optional.of(new Evidence(NOON, Optional.ofNullable(reference)))));
    }

    @Test
    void it_is_asked_with_the_countrys_letters_apart_and_who_asks() {
        answering(200, "{\"valid\": true}");

        var _ = register(LONG).consult(ASKED, NOON);

        assertThat(question.get()).isEqualTo("""
                {"countryCode":"EL","vatNumber":"123456789","requesterMemberStateCode":"IT","requesterNumber":"00743110157"}\
                """);
    }

    @Test
    void an_answer_that_does_not_come_or_does_not_end_leaves_the_number_unverified() {
        var _ = server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"valid\": true".getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            await();
        });

        assertThat(register(Duration.ofMillis(300)).consult(ASKED, NOON).status())
                .isEqualTo(Status.UNVERIFIED);
    }

    @Test
    void an_answer_of_endless_length_is_not_read() {
        answering(200, "{\"valid\": true, \"name\": \"" + "x".repeat(100_000) + "\"}");

        assertThat(register(LONG).consult(ASKED, NOON).status()).isEqualTo(Status.UNVERIFIED);
    }

    @Test
    void nobody_there_leaves_the_number_unverified() {
        var register = register(LONG);
        server.stop(0);

        assertThat(register.consult(ASKED, NOON).status()).isEqualTo(Status.UNVERIFIED);
    }

    private void answering(int status, String answer) {
        var _ = server.createContext("/", exchange -> {
            question.set(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Register register(Duration patience) {
        var place = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
        return new Register(place, patience, "IT00743110157");
    }
}
