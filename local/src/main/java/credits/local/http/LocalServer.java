package credits.local.gateway;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The one port. It is taken as soon as this exists, so that whoever finds it busy hears it first; it answers from
/// [#open()] on.
public final class Front implements AutoCloseable {
    /// Another process listens there.
    public static final class PortTaken extends Exception {
        private static final long serialVersionUID = 1;

        /// `option` is what chooses another port.
        public PortTaken(int port, String option) {
            super("Port " + port + " is in use: stop what listens there, or choose another with " + option + ".");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// Port 0 takes any that is free.
    public Front(int port) throws PortTaken {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (BindException _) {
            throw new PortTaken(port, "--port");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
    }

    /// What clients call: `http://localhost:8080`.
    public String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /// Answers with `handler` whatever begins with `path`, unless a longer path fits as well.
    public void serve(String path, HttpHandler handler) {
        var _ = server.createContext(path, handler);
    }

    public void open() {
        server.start();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
