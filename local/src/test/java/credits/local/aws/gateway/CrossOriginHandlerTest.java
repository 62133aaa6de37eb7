package credits.local.aws.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import credits.local.aws.template.CorsDefinition;
import credits.local.http.LocalResponse;
import credits.local.http.LocalServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Pages of other origins, as their browsers ask.
class CrossOriginHandlerTest {
    private static final String ALLOWED = "https://www.example.com";

    private static LocalServer server;
    private static HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        server = new LocalServer(0);
        var cors = new CorsDefinition(
                List.of(ALLOWED), List.of("GET", "PUT"), List.of("authorization", "if-match"), List.of("etag"), 3_600);
        server.serve(
                "/",
                new CrossOriginHandler(
                        cors,
                        exchange ->
                                LocalResponse.json(401, "{}").with("etag", "7").writeTo(exchange)));
        server.start();
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void a_preflight_needs_no_token_and_says_what_the_page_may_send() throws Exception {
        var answer = send(request("OPTIONS").header("Origin", ALLOWED).header("Access-Control-Request-Method", "PUT"));

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(header(answer, "access-control-allow-origin")).isEqualTo(ALLOWED);
        assertThat(header(answer, "access-control-allow-methods")).isEqualTo("GET,PUT");
        assertThat(header(answer, "access-control-allow-headers")).isEqualTo("authorization,if-match");
        assertThat(header(answer, "access-control-max-age")).isEqualTo("3600");
        assertThat(header(answer, "vary")).isEqualTo("Origin");
    }

    @Test
    void a_page_may_read_every_answer_errors_too() throws Exception {
        var answer = send(request("GET").header("Origin", ALLOWED));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(header(answer, "etag")).isEqualTo("7");
        assertThat(header(answer, "access-control-allow-origin")).isEqualTo(ALLOWED);
        assertThat(header(answer, "access-control-expose-headers")).isEqualTo("etag");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://example.com", "https://www.example.com.evil.example", "http://www.example.com", "null"})
    void no_other_origin_is_allowed_anything(String origin) throws Exception {
        var preflight =
                send(request("OPTIONS").header("Origin", origin).header("Access-Control-Request-Method", "GET"));
        var answer = send(request("GET").header("Origin", origin));

        assertThat(preflight.headers().map()).doesNotContainKey("access-control-allow-origin");
        assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void an_OPTIONS_request_that_is_no_preflight_passes() throws Exception {
        assertThat(send(request("OPTIONS")).statusCode()).isEqualTo(401);
    }

    private static HttpRequest.Builder request(String method) {
        return HttpRequest.newBuilder(URI.create(server.address() + "/v1/limits"))
                .method(method, BodyPublishers.noBody());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
