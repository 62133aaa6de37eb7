package credits.function.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// Stripe's lists of a period in which payments of 10 EUR came in evenly, each paid, one in ten refunded. It has
/// no other calls, so that a test fails that makes one.
final class ListedSessions implements AutoCloseable {
    static final Duration PERIOD = Duration.ofDays(35);

    private static final int REFUNDED_OF = 10;

    private final Instant end;
    private final int payments;
    private final int organisations;
    private final Runnable onCall;
    private final HttpServer server;

    /// Creates the lists.
    ///
    /// @param end the end of the period
    /// @param onCall runs at each call
    ListedSessions(Instant end, int payments, int organisations, Runnable onCall) {
        this.end = end;
        this.payments = payments;
        this.organisations = organisations;
        this.onCall = onCall;
        this.server = start();
    }

    private HttpServer start() {
        try {
            var started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            started.createContext("/v1/checkout/sessions", exchange -> respond(exchange, "cs_", 1));
            started.createContext("/v1/refunds", exchange -> respond(exchange, "re_", REFUNDED_OF));
            started.createContext("/v1/disputes", exchange -> respond(exchange, "dp_", Integer.MAX_VALUE));
            started.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /// The organisation that made payment `index`.
    OrganisationId organisation(int index) {
        return new OrganisationId("org_" + index % organisations);
    }

    UniqueId paymentKey(int index) {
        return new UniqueId((createdAt(index).toEpochMilli() << 16) | 0x7000, index);
    }

    Instant createdAt(int index) {
        return Instant.ofEpochMilli(end.minus(PERIOD).toEpochMilli() + PERIOD.toMillis() * index / payments);
    }

    static boolean isRefunded(int index) {
        return index % REFUNDED_OF == REFUNDED_OF - 1;
    }

    /// A page of the objects that every `step`th payment has, newest first.
    private void respond(HttpExchange exchange, String prefix, int step) throws IOException {
        onCall.run();
        var query = parse(exchange.getRequestURI().getRawQuery());
        long from = Long.parseLong(query.getOrDefault("created[gte]", "0"));
        long to = Long.parseLong(query.getOrDefault("created[lt]", "0"));
        int limit = Integer.parseInt(query.getOrDefault("limit", "10"));
        int before = query.containsKey("starting_after")
                ? Integer.parseInt(query.getOrDefault("starting_after", "").substring(prefix.length()))
                : payments;
        var found = IntStream.iterate(before - 1, index -> index >= 0, index -> index - 1)
                .filter(index -> index % step == step - 1)
                .dropWhile(index -> createdAt(index).getEpochSecond() >= to)
                .takeWhile(index -> createdAt(index).getEpochSecond() >= from)
                .limit(limit + 1L)
                .toArray();
        var data = Arrays.stream(found)
                .limit(limit)
                .mapToObj(index -> prefix.equals("cs_") ? session(index) : refund(index))
                .collect(joining(","));
        var body = "{\"object\":\"list\",\"url\":\"%s\",\"has_more\":%s,\"data\":[%s]}"
                .formatted(exchange.getRequestURI().getPath(), found.length > limit, data)
                .getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    private String session(int index) {
        return """
                {"id":"cs_%d","object":"checkout.session","created":%d,"payment_intent":"pi_%d","status":"complete",\
                "payment_status":"paid","amount_subtotal":1000,"amount_total":1220,"currency":"eur",\
                "metadata":{"organisation":"%s","payment":"%s"}}""".formatted(index, createdAt(index).getEpochSecond(), index, organisation(index), paymentKey(index));
    }

    private String refund(int index) {
        return """
                {"id":"re_%d","object":"refund","created":%d,"payment_intent":"pi_%d","status":"succeeded",\
                "amount":610,"currency":"eur"}""".formatted(index, createdAt(index).getEpochSecond(), index);
    }

    private static Map<String, String> parse(String query) {
        return Arrays.stream(query.split("&", -1))
                .map(parameter -> parameter.split("=", 2))
                .collect(toMap(
                        parameter -> URLDecoder.decode(parameter[0], UTF_8),
                        parameter -> URLDecoder.decode(parameter[1], UTF_8)));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
