package credits.client.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import credits.client.authorization.FakeApiServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens of a service, from a token endpoint.
@Timeout(300)
class ClientCredentialsTest {
    private final FakeApiServer server;
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000); // as a nano clock may: about to overflow
    private final ClientCredentials tokens;

    ClientCredentialsTest() throws IOException {
        server = new FakeApiServer();
        tokens = ClientCredentials.of(
                server.endpoint().resolve("/oauth2/token"),
                "translation:1",
                "s3cret/+",
                Map.of("scope", "usage:authorize usage:report", "audience", "https://credits.example.com"),
                nanos::get);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void the_request_is_that_of_RFC_6749() {
        server.respondWith(200, token("t1", "3600"));

        assertThat(tokens.get()).isEqualTo("t1");

        var request = server.requests().getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/oauth2/token");
        // translation%3A1:s3cret%2F%2B
        assertThat(request.authorization()).isEqualTo("Basic dHJhbnNsYXRpb24lM0ExOnMzY3JldCUyRiUyQg==");
        assertThat(request.body())
                .isEqualTo("grant_type=client_credentials&audience=https%3A%2F%2Fcredits.example.com"
                        + "&scope=usage%3Aauthorize+usage%3Areport");
    }

    @ParameterizedTest
    @CsvSource({"3600, 3540", "100, 50", "null, 240", "\"3600\", 3540"})
    void a_token_is_kept_until_a_minute_before_it_expires(String expiresIn, long seconds) {
        server.respondWith(200, token("t1", expiresIn)).respondWith(200, token("t2", "3600"));

        assertThat(tokens.get()).isEqualTo("t1");
        advance(Duration.ofSeconds(seconds).minusNanos(1));
        assertThat(tokens.get()).isEqualTo("t1");
        advance(Duration.ofNanos(1));
        assertThat(tokens.get()).isEqualTo("t2");
    }

    @Test
    void a_token_is_used_to_its_end_while_the_provider_is_away() {
        server.respondWith(200, token("t1", "3600")).respondWith(503, "away").respondWith(200, token("t2", "60"));

        assertThat(tokens.get()).isEqualTo("t1");
        advance(Duration.ofSeconds(3_541));
        assertThat(tokens.get()).isEqualTo("t1");
        assertThat(tokens.get()).isEqualTo("t1");
        assertThat(server.requests()).hasSize(2);
        advance(Duration.ofSeconds(5));
        assertThat(tokens.get()).isEqualTo("t2");
    }

    @Test
    void an_expired_token_is_never_returned() {
        server.respondWith(200, token("t1", "3600")).respondWith(401, "{\"error\":\"invalid_client\"}");
        assertThat(tokens.get()).isEqualTo("t1");

        advance(Duration.ofHours(1));

        assertThatIllegalStateException()
                .isThrownBy(tokens::get)
                .withMessageContaining("401: {\"error\":\"invalid_client\"}")
                .withMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "{}", "{\"access_token\":7}"})
    void an_answer_without_a_token_gives_none(String body) {
        server.respondWith(200, body);

        assertThatIllegalStateException().isThrownBy(tokens::get).withMessageContaining("no access token");
    }

    @Test
    void threads_that_need_a_token_at_once_ask_once() throws Exception {
        server.respondWith(200, token("t1", "3600")).respondWith(200, token("t2", "3600"));

        try (var threads = Executors.newFixedThreadPool(8)) {
            var answers = IntStream.range(0, 8)
                    .mapToObj(_ -> threads.submit(tokens::get))
                    .toList();
            for (Future<String> answer : answers) assertThat(answer.get()).isEqualTo("t1");
        }

        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void secrets_are_never_sent_unencrypted() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientCredentials.of(URI.create("http://id.example.com"), "a", "b", Map.of()))
                .withMessage("the token URL must begin with https://: http://id.example.com");
    }

    private void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static String token(String value, String expiresIn) {
        return "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%s}".formatted(value, expiresIn);
    }
}
