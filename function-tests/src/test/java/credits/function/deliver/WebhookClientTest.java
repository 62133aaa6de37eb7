package credits.function.deliver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import credits.webhook.WebhookUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookClientTest {
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(10);
    private static final String BODY = "{\"name\":\"Café\"}";

    private final WebhookReceiver receiver = new WebhookReceiver();

    @AfterEach
    void stop() {
        receiver.close();
    }

    @Test
    void a_request_arrives_with_its_path_its_headers_and_its_body() {
        var response = post(receiver.url() + "/credits?from=prod&x=%20", _ -> true, LONG_ENOUGH);

        assertThat(response.result()).isEqualTo("204");
        assertThat(response.isSuccess()).isTrue();
        assertThat(receiver.received()).singleElement().satisfies(request -> {
            assertThat(request.target()).isEqualTo("/hooks/credits?from=prod&x=%20");
            assertThat(request.body()).isEqualTo(BODY);
            assertThat(request.headers())
                    .containsEntry("webhook-id", "msg_1")
                    .containsEntry("content-type", "application/cloudevents+json; charset=utf-8")
                    .containsEntry(
                            "host",
                            receiver.url().substring("https://".length()).replace("/hooks", ""));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308, 400, 401, 404, 410, 429, 500, 503})
    void a_redirect_is_not_followed_and_like_an_error_is_no_success(int status) {
        receiver.answerWith(status);

        var response = post(receiver.url(), _ -> true, LONG_ENOUGH);

        assertThat(response.result()).isEqualTo(Integer.toString(status));
        assertThat(response.isSuccess()).isFalse();
        assertThat(response.isGone()).isEqualTo(status == 410);
        assertThat(receiver.received()).hasSize(1);
    }

    /// Red when the name is looked up but not the address checked, or checked after the connection.
    @Test
    void a_private_address_gets_no_connection() throws IOException {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listening.setSoTimeout(1);

            var response = post("https://localhost:" + listening.getLocalPort(), PublicAddress::isPublic, LONG_ENOUGH);

            assertThat(response.result()).isEqualTo("private_address");
            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(listening::accept);
        }
    }

    @Test
    void a_host_without_an_address_and_a_closed_port_are_told_apart() throws IOException {
        int closed;
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = listening.getLocalPort();
        }

        assertThat(post("https://nothing.invalid", _ -> true, LONG_ENOUGH).result())
                .isEqualTo("host_not_found");
        assertThat(post("https://localhost:" + closed, _ -> true, LONG_ENOUGH).result())
                .isEqualTo("connection_failed");
    }

    /// Red without the check that the certificate is one of the host: everybody has a valid certificate of something.
    @Test
    void a_trusted_certificate_of_another_host_is_refused() throws IOException {
        var tls = WebhookReceiver.tlsFor("elsewhere.example.com");
        try (var server =
                listen(tls.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress()), "")) {
            var client = new WebhookClient(_ -> true, tls.getSocketFactory(), LONG_ENOUGH);

            var response = client.post(WebhookUrl.parse("https://localhost:" + server.getLocalPort()), headers(), BODY);

            assertThat(response.result()).isEqualTo("tls_failed");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HTTP/1.1 200 OK                                        | 200
            HTTP/1.1 202                                           | 202
            HTTP/1.0 200 OK                                        | 200
            HTTP/1.1 103 Early Hints~Link: </x>~~HTTP/1.1 201 Yes  | 201
            HTTP/1.1 20 OK                                         | invalid_response
            SSH-2.0-OpenSSH                                        | invalid_response
            HTTP/1.1 103 Early Hints~Link: </x>~~220 ready         | invalid_response
            """)
    void only_the_status_of_an_http_response_counts(String response, String result) throws IOException {
        var text = response.replace("~", "\r\n") + "\r\n\r\n";
        try (var server = listen(serverSocket(), text)) {
            assertThat(post("https://localhost:" + server.getLocalPort(), _ -> true, LONG_ENOUGH)
                            .result())
                    .isEqualTo(result);
        }
    }

    /// The receiver never answers. Red when only reads have a timeout.
    @Test
    void a_receiver_that_never_answers_is_given_up() throws IOException {
        var end = new CountDownLatch(1);
        try (var server = serverSocket()) {
            Thread.ofVirtual().start(() -> {
                try (var connection = server.accept()) {
                    connection.getOutputStream().write("HTTP/1.1 2".getBytes(US_ASCII));
                    connection.getOutputStream().flush();
                    end.await();
                } catch (IOException | InterruptedException expected) {
                    Thread.currentThread().interrupt();
                }
            });

            var response = post("https://localhost:" + server.getLocalPort(), _ -> true, Duration.ofSeconds(2));

            assertThat(response.result()).isEqualTo("timeout");
        } finally {
            end.countDown();
        }
    }

    private WebhookResponse post(String url, Predicate<InetAddress> isAllowed, Duration timeout) {
        return new WebhookClient(isAllowed, receiver.trusting(), timeout).post(WebhookUrl.parse(url), headers(), BODY);
    }

    private static SequencedMap<String, String> headers() {
        var headers = new LinkedHashMap<String, String>();
        headers.put("webhook-id", "msg_1");
        return headers;
    }

    private static SSLServerSocket serverSocket() throws IOException {
        return (SSLServerSocket) WebhookReceiver.tlsFor("localhost")
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    // Reads the whole request, so that closing the connection does not reset it, and answers with this text.
    private static ServerSocket listen(ServerSocket server, String response) {
        Thread.ofVirtual().start(() -> {
            try (var connection = server.accept()) {
                var request = new StringBuilder();
                while (!request.toString().endsWith("\"}"))
                    request.append((char) connection.getInputStream().read());
                connection.getOutputStream().write(response.getBytes(US_ASCII));
                connection.getOutputStream().flush();
            } catch (IOException hungUp) {
                Thread.currentThread().interrupt();
            }
        });
        return server;
    }
}
