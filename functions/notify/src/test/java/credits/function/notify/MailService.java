package credits.function.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// The mail service as its API answers (SES v2, `SendEmail`): it keeps what it takes, and fails as it is told to.
final class MailService implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
    private final Map<String, String> failing = new ConcurrentHashMap<>();

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

    /// Every e-mail to this address is refused with this error from now on; `""` stands for all addresses.
    void fails(String address, String error) {
        failing.put(address, error);
    }

    void works() {
        failing.clear();
    }

    /// What it took, oldest first.
    List<JsonNode> taken() {
        return taken;
    }

    /// Whom it took e-mail for, oldest first.
    List<String> recipients() {
        return taken.stream().map(MailService::recipient).toList();
    }

    static String recipient(JsonNode mail) {
        return mail.at("/Destination/ToAddresses/0").asText();
    }

    private void handle(HttpExchange exchange) throws IOException {
        var mail = JSON.readTree(exchange.getRequestBody());
        var error = failing.getOrDefault(recipient(mail), failing.get(""));
        if (error == null) taken.add(mail);
        else exchange.getResponseHeaders().add("x-amzn-ErrorType", error);
        var answer =
                (error == null ? "{\"MessageId\":\"1\"}" : "{\"message\":\"no\"}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(error == null ? 200 : error.equals("InternalFailure") ? 500 : 400, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
