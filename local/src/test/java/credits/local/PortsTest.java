package credits.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.local.gateway.Front.PortTaken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void a_port_in_use_is_said_in_one_sentence_that_names_the_option() throws IOException {
        try (var taken = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            var port = taken.getLocalPort();

            assertThatThrownBy(() -> Ports.at(port, "--sqs-port"))
                    .isInstanceOf(PortTaken.class)
                    .hasMessage(
                            "Port " + port + " is in use: stop what listens there, or choose another with --sqs-port.");
        }
    }

    @Test
    void port_0_is_any_that_is_free() throws PortTaken {
        assertThat(Ports.at(0, "--sqs-port").toString()).matches("http://localhost:[1-9]\\d{3,4}");
    }
}
