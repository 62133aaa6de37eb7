package credits.function.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// A receiver of webhooks: a real HTTPS server on this machine, with a certificate of its own.
final class WebhookReceiver implements AutoCloseable {
    private static final int ACCEPTED = 204;
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final Map<String, SSLContext> CONTEXTS = new ConcurrentHashMap<>();

    private final HttpsServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private volatile int defaultStatus = ACCEPTED;

    WebhookReceiver() {
        try {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setHttpsConfigurator(new HttpsConfigurator(tlsFor("localhost")));
        server.createContext("/", this::answer);
        server.start();
    }

    /// A request as it arrived.
    ///
    /// @param headers by lower-case name
    record Received(String target, Map<String, String> headers, String body) {}

    /// The key and the certificate of a host, and trust in that certificate.
    static SSLContext tlsFor(String host) {
        return CONTEXTS.computeIfAbsent(host, WebhookReceiver::createContext);
    }

    private static SSLContext createContext(String host) {
        try {
            var store = KeyStore.getInstance(createKeyStore(host).toFile(), PASSWORD);
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    // The JDK has no other way to make a certificate.
    private static Path createKeyStore(String host) throws IOException {
        var store = Files.createTempDirectory(Path.of("target"), "tls").resolve("receiver.p12");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-alias", "receiver", "-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(List.of("-dname", "CN=" + host, "-ext", "SAN=dns:" + host, "-validity", "3650"));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", "changeit"));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.onExit().join().exitValue() != 0) throw new IllegalStateException(output);
        return store;
    }

    SSLSocketFactory trusting() {
        return tlsFor("localhost").getSocketFactory();
    }

    String url() {
        return "https://localhost:" + server.getAddress().getPort() + "/hooks";
    }

    /// The statuses of the next responses; those after them have 204.
    void answerWith(Integer... next) {
        statuses.addAll(List.of(next));
    }

    /// The status of all responses from now on.
    void answerAlways(int status) {
        defaultStatus = status;
    }

    List<Received> received() {
        return received;
    }

    Received last() {
        return received.getLast();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = new HashMap<String, String>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
            var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            received.add(new Received(exchange.getRequestURI().toString(), headers, body));
            var next = statuses.poll();
            int status = next == null ? defaultStatus : next;
            if (status / 100 == 3) exchange.getResponseHeaders().add("Location", url() + "/elsewhere");
            exchange.sendResponseHeaders(status, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
