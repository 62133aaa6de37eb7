package credits.local.http;

import credits.local.http.LocalServer.PortInUseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;

/// Addresses for stand-ins that cannot find a port for themselves.
public final class LocalPorts {
    private LocalPorts() {}

    /// At a port that nobody uses at the moment.
    public static URI freeAddress() {
        try {
            return reserve(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// At this port, or at any that is free when it is 0; [PortInUseException], which names `option`, when somebody
    /// listens there.
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
