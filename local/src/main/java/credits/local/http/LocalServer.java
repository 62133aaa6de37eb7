package credits.local.http;

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
/// [#start()] on.
public final class LocalServer implements AutoCloseable {
    /// Another process listens there.
    public static final class PortInUseException extends Exception {
        private static final long serialVersionUID = 1;

        /// `option` is what chooses another port.
        public PortInUseException(int port, String option) {
            super("Port " + port + " is in use: stop what listens there, or choose another with " + option + ".");
        }
    }

    private final HttpServer httpServer;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    /// Port 0 takes any that is free.
    public LocalServer(int port) throws PortInUseException {
        try {
            httpServer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (BindException _) {
            throw new PortInUseException(port, "--port");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        httpServer.setExecutor(executor);
    }

    /// What clients call: `http://localhost:8080`.
    public String address() {
        return "http://localhost:" + httpServer.getAddress().getPort();
    }

    /// Answers with `handler` whatever begins with `path`, unless a longer path fits as well.
    public void serve(String path, HttpHandler handler) {
        var _ = httpServer.createContext(path, handler);
    }

    public void start() {
        httpServer.start();
    }

    @Override
    public void close() {
        httpServer.stop(0);
        executor.shutdownNow();
    }
}
