package credits.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.local.http.LocalPorts;
import credits.local.http.LocalServer.PortInUseException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void a_port_in_use_is_reported_in_one_sentence_that_names_the_option() throws IOException {
        try (var taken = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            var port = taken.getLocalPort();

            assertThatThrownBy(() -> LocalPorts.reserve(port, "--sqs-port"))
                    .isInstanceOf(PortInUseException.class)
                    .hasMessage(
                            "Port " + port
                                    + " is in use. Stop the process that listens on it, or choose another port with --sqs-port.");
        }
    }

    @Test
    void port_0_picks_a_free_port() throws PortInUseException {
        assertThat(LocalPorts.reserve(0, "--sqs-port").toString()).matches("http://localhost:[1-9]\\d{3,4}");
    }
}
