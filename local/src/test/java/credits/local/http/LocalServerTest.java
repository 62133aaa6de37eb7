package credits.local.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.local.http.LocalServer.PortInUseException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class LocalServerTest {
    @Test
    void a_port_in_use_is_reported_in_one_sentence() throws PortInUseException {
        try (var first = new LocalServer(0)) {
            var port = URI.create(first.address()).getPort();

            assertThatThrownBy(() -> new LocalServer(port))
                    .hasMessage("Port " + port
                            + " is in use. Stop the process that listens on it, or choose another port with --port.");
        }
    }

    @Test
    void a_closed_server_frees_its_port() throws PortInUseException {
        var first = new LocalServer(0);
        var port = URI.create(first.address()).getPort();
        first.start();

        first.close();

        try (var second = new LocalServer(port)) {
            assertThat(second.address()).isEqualTo("http://localhost:" + port);
        }
    }

    /// Red when the connection is closed without a response, of which a browser only says that the page does not
    /// work.
    @Test
    void a_handler_that_fails_is_an_internal_error_and_not_a_closed_connection()
            throws IOException, InterruptedException, PortInUseException {
        try (var server = new LocalServer(0);
                var client = HttpClient.newHttpClient()) {
            server.serve("/fails", _ -> {
                throw new IllegalStateException("for a test");
            });
            server.start();
            var request = HttpRequest.newBuilder(URI.create(server.address() + "/fails"));

            var response = client.send(request.build(), BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).contains("see its terminal");
        }
    }
}
