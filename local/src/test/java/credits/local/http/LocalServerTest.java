package credits.local.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.local.http.LocalServer.PortInUseException;
import java.net.URI;
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
}
