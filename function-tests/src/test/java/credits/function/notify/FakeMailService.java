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
final class FakeMailService implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Duration SLOW_RESPONSE_TIME = Duration.ofSeconds(4);

    private final HttpServer server;
    private final List<JsonNode> accepted = new CopyOnWriteArrayList<>();
    private final Map<String, Failure> failures = new ConcurrentHashMap<>();
    private volatile ResponseMode responseMode = ResponseMode.NORMAL;

    private record Failure(String error, String message) {}

    private enum ResponseMode {
        NORMAL,
        SLOW,
        LOST
    }

    FakeMailService() {
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
    void rejectWith(String address, String error) {
        rejectWith(address, error, "no");
    }

    /// Rejects every e-mail to this address with this error and message from now on.
    void rejectWith(String address, String error, String message) {
        failures.put(address, new Failure(error, message));
    }

    /// Accepts e-mail from now on, but its responses are lost.
    void loseResponses() {
        responseMode = ResponseMode.LOST;
    }

    /// Accepts e-mail from now on, but takes several seconds to respond.
    void respondSlowly() {
        responseMode = ResponseMode.SLOW;
    }

    void recover() {
        failures.clear();
        responseMode = ResponseMode.NORMAL;
    }

    /// The accepted e-mails, oldest first.
    List<JsonNode> accepted() {
        return accepted;
    }

    /// The recipients of the accepted e-mails, oldest first.
    List<String> recipients() {
        return accepted.stream().map(FakeMailService::recipient).toList();
    }

    static String recipient(JsonNode mail) {
        return mail.at("/Destination/ToAddresses/0").asText();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var mail = JSON.readTree(exchange.getRequestBody());
        var failure = failures.getOrDefault(recipient(mail), failures.get(""));
        if (failure == null) accept(mail, exchange);
        else {
            exchange.getResponseHeaders().add("x-amzn-ErrorType", failure.error());
            response(exchange, failure.error().equals("InternalFailure") ? 500 : 400, "message", failure.message());
        }
        exchange.close();
    }

    private void accept(JsonNode mail, HttpExchange exchange) throws IOException {
        accepted.add(mail);
        switch (responseMode) {
            case NORMAL -> {}
            case SLOW -> LockSupport.parkNanos(SLOW_RESPONSE_TIME.toNanos());
            case LOST -> {
                return;
            }
        }
        response(exchange, 200, "MessageId", "1");
    }

    private static void response(HttpExchange exchange, int status, String name, String value) throws IOException {
        var response = JSON.writeValueAsBytes(Map.of(name, value));
        exchange.sendResponseHeaders(status, response.length);
        exchange.getResponseBody().write(response);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
