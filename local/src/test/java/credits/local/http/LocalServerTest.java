package credits.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.local.gateway.Front.PortTaken;
import java.net.URI;
import org.junit.jupiter.api.Test;

class FrontTest {
    @Test
    void a_port_in_use_is_said_in_one_sentence() throws PortTaken {
        try (var first = new Front(0)) {
            var port = URI.create(first.address()).getPort();

            assertThatThrownBy(() -> new Front(port))
                    .hasMessage("Port " + port + " is in use: stop what listens there, or choose another with --port.");
        }
    }

    @Test
    void a_closed_front_gives_its_port_back() throws PortTaken {
        var first = new Front(0);
        var port = URI.create(first.address()).getPort();
        first.open();

        first.close();

        try (var second = new Front(port)) {
            assertThat(second.address()).isEqualTo("http://localhost:" + port);
        }
    }
}
