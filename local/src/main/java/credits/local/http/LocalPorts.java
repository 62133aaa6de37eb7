package credits.local.http;

import credits.local.http.LocalServer.PortInUseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;

/// Ports for services that cannot choose a free port themselves.
public final class LocalPorts {
    private LocalPorts() {}

    /// An address with a port that is free at the moment.
    public static URI freeAddress() {
        try {
            return reserve(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Checks that the port is free, or picks a free one if it is 0.
    ///
    /// @param option the command line option that chooses the port, for the message of [PortInUseException]
    public static URI reserve(int port, String option) throws PortInUseException {
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
