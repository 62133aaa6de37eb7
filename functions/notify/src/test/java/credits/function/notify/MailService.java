package credits.function.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/// A stand-in for the SES v2 API (`SendEmail`) that keeps what it accepts and fails on demand.
final class MailService implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration THINKING = Duration.ofSeconds(4);

    private final HttpServer server;
    private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
    private final Map<String, Failure> failing = new ConcurrentHashMap<>();
    private volatile Hearing hearing = Hearing.WELL;

    private record Failure(String error, String message) {}

    private enum Hearing {
        WELL,
        SLOW,
        LOST
    }

    MailService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /// Rejects every e-mail to this address with this error from now on; `""` stands for all addresses.
    void fails(String address, String error) {
        fails(address, error, "no");
    }

    /// Rejects every e-mail to this address with this error and message from now on.
    void fails(String address, String error, String message) {
        failing.put(address, new Failure(error, message));
    }

    /// Accepts e-mail from now on, but its responses are lost.
    void isNotHeard() {
        hearing = Hearing.LOST;
    }

    /// Accepts e-mail from now on, but takes several seconds to respond.
    void isSlow() {
        hearing = Hearing.SLOW;
    }

    void works() {
        failing.clear();
        hearing = Hearing.WELL;
    }

    /// The accepted e-mails, oldest first.
    List<JsonNode> taken() {
        return taken;
    }

    /// The recipients of the accepted e-mails, oldest first.
    List<String> recipients() {
        return taken.stream().map(MailService::recipient).toList();
    }

    static String recipient(JsonNode mail) {
        return mail.at("/Destination/ToAddresses/0").asText();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var mail = JSON.readTree(exchange.getRequestBody());
        var failure = failing.getOrDefault(recipient(mail), failing.get(""));
        if (failure == null) take(mail, exchange);
        else {
            exchange.getResponseHeaders().add("x-amzn-ErrorType", failure.error());
            answer(exchange, failure.error().equals("InternalFailure") ? 500 : 400, "message", failure.message());
        }
        exchange.close();
    }

    private void take(JsonNode mail, HttpExchange exchange) throws IOException {
        taken.add(mail);
        switch (hearing) {
            case WELL -> {}
            case SLOW -> LockSupport.parkNanos(THINKING.toNanos());
            case LOST -> {
                return;
            }
        }
        answer(exchange, 200, "MessageId", "1");
    }

    private static void answer(HttpExchange exchange, int status, String name, String value) throws IOException {
        var answer = JSON.writeValueAsBytes(Map.of(name, value));
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
