package credits.local;

import credits.local.gateway.Front.PortTaken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;

/// Addresses for stand-ins that cannot find a port for themselves.
final class Ports {
    private Ports() {}

    /// At a port that nobody uses at the moment.
    static URI free() {
        try {
            return at(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// At this port, or at any that is free when it is 0; [PortTaken], which names `option`, when somebody listens
    /// there.
    static URI at(int port, String option) throws PortTaken {
        try {
            return at(port);
        } catch (BindException _) {
            throw new PortTaken(port, option);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI at(int port) throws IOException {
        try (var socket = new ServerSocket(port, 0, InetAddress.getLoopbackAddress())) {
            return URI.create("http://localhost:" + socket.getLocalPort());
        }
    }
}
