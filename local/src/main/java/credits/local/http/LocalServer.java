package credits.local.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The HTTP server of the one port. It binds the port when it is created, so that a port in use is reported
/// first, and accepts requests from [#start()] on.
public final class LocalServer implements AutoCloseable {
    /// Another process listens on the port.
    public static final class PortInUseException extends Exception {
        private static final long serialVersionUID = 1;

        /// @param option the command line option that chooses another port
        public PortInUseException(int port, String option) {
            super("Port " + port + " is in use. Stop the process that listens on it, or choose another port with "
                    + option + ".");
        }
    }

    static {
        // In seconds; 30 by default. Browsers open connections ahead of need and report a fault if one is closed
        // unused, and on a busy machine the need comes late.
        var _ = System.setProperty("sun.net.httpserver.idleInterval", "3600");
    }

    private final HttpServer httpServer;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    /// Binds the port; 0 picks a free one.
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

    /// The base address for clients, such as `http://localhost:8080`.
    public String address() {
        return "http://localhost:" + httpServer.getAddress().getPort();
    }

    /// Registers a handler for a path prefix; the longest matching prefix wins. If it throws, the response is 500.
    public void serve(String path, HttpHandler handler) {
        var _ = httpServer.createContext(path, exchange -> {
            try {
                handler.handle(exchange);
            } catch (RuntimeException failure) {
                System.getLogger(LocalServer.class.getName()).log(Level.ERROR, path, failure);
                LocalResponse.jsonMessage(500, "The local system failed: see its terminal.")
                        .writeTo(exchange);
            }
        });
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
