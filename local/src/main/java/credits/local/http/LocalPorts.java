package credits.local.http;

import credits.local.http.LocalServer.PortInUseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.ThreadLocalRandom;

/// Ports for services that cannot choose a free port themselves.
public final class LocalPorts {
    private static final int FIRST_FREE_PORT = 15_000;
    // Linux has 32768, others a later one.
    private static final int FIRST_EPHEMERAL_PORT = 32_768;

    private LocalPorts() {}

    /// An address with a port that is free at the moment. The system gives it to nobody who asks for any port, such as
    /// a connection of another process, so that it is still free a moment later.
    public static URI freeAddress() {
        while (true) {
            try {
                return reserve(ThreadLocalRandom.current().nextInt(FIRST_FREE_PORT, FIRST_EPHEMERAL_PORT));
            } catch (BindException _) {
                // Taken: another one.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// Checks that the port is free, or picks a free one if it is 0.
    ///
    /// @param option the command line option that chooses the port, for the message of [PortInUseException]
    public static URI reserve(int port, String option) throws PortInUseException {
        if (port == 0) return freeAddress();
        try {
            return reserve(port);
        } catch (BindException _) {
            throw new PortInUseException(port, option);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI reserve(int port) throws IOException {
        try (var socket = new ServerSocket(port, 0, InetAddress.getLoopbackAddress())) {
            return URI.create("http://localhost:" + socket.getLocalPort());
        }
    }
}
