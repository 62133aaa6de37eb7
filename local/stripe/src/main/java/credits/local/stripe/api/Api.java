package credits.local.stripe.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.stripe.account.Account;
import credits.local.stripe.account.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Stripe's HTTP API: authentication, planned faults, idempotency, and the request itself.
public final class Api implements HttpHandler {
    private final AtomicLong requests = new AtomicLong();
    private final Account account;
    private final String secret;
    private final String version;
    private final Idempotency idempotency;
    private final Routes routes;
    private final Expansion expansion;
    private final Faults faults;

    /// @param secret the one valid API key
    /// @param version the API version of responses
    public Api(Account account, String secret, String version, InstantSource clock, Faults faults) {
        this.account = account;
        this.secret = secret;
        this.version = version;
        this.idempotency = new Idempotency(clock);
        this.routes = new Routes(account);
        this.expansion = new Expansion(account);
        this.faults = faults;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var id = "req_" + requests.incrementAndGet();
        var call = callOf(exchange);
        var fault = faults.take(call.path());
        var reply = answer(call, id, fault);
        if (fault.isPresent() && fault.get().kind() == Fault.Kind.LOST) {
            breakOff(exchange);
            return;
        }
        fault.ifPresent(one -> wait(one.slowness()));
        write(exchange, call, id, reply);
    }

    private Reply answer(Call call, String id, Optional<Fault> fault) {
        if (fault.isPresent() && !fault.get().afterEffect()) return broken(fault.get());
        return account.exclusively(() -> {
            account.events().causedBy(id, call.key());
            try {
                return idempotency.before(call).orElseGet(() -> fresh(call, fault));
            } catch (Refusal refusal) {
                return Reply.of(refusal.status(), refusal.toJson());
            } finally {
                account.events().causedBy("", "");
            }
        });
    }

    private Reply fresh(Call call, Optional<Fault> fault) {
        authenticate(call);
        var form = call.form();
        var body = expansion.of(routes.answer(call), form.texts("expand"));
        var reply =
                fault.filter(one -> one.kind().status() > 0).map(Api::broken).orElseGet(() -> Reply.of(200, body));
        // Stripe stores every response of a request that started to execute, even a 500; rate limits and lock timeouts
        // come before that.
        idempotency.keep(call, reply);
        return reply;
    }

    private void authenticate(Call call) {
        if (call.secret().isEmpty())
            throw new Refusal(
                    401,
                    "invalid_request_error",
                    "",
                    "",
                    "You did not provide an API key. You need to provide your API key in the Authorization header, "
                            + "using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').");
        if (!call.secret().equals(secret))
            throw new Refusal(
                    401, "invalid_request_error", "", "", "Invalid API Key provided: " + masked(call.secret()));
    }

    private static String masked(String key) {
        int shown = Math.min(4, key.length());
        return "*".repeat(key.length() - shown) + key.substring(key.length() - shown);
    }

    private static Reply broken(Fault fault) {
        return switch (fault.kind()) {
            case BUSY -> error(429, "invalid_request_error", "rate_limit", "Request rate limit exceeded.");
            case CONFLICT ->
                error(
                        409,
                        "invalid_request_error",
                        "lock_timeout",
                        "This object cannot be accessed right now because another API request or Stripe process is currently accessing it.");
            case BROKEN, LOST, SLOW ->
                error(500, "api_error", "", "Sorry! There was an error while talking to Stripe.");
        };
    }

    private static Reply error(int status, String type, String code, String message) {
        return Reply.of(status, new Refusal(status, type, code, "", message).toJson());
    }

    private static Call callOf(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var query = Optional.ofNullable(uri.getRawQuery()).orElse("");
        var method = exchange.getRequestMethod();
        return new Call(
                method,
                uri.getPath(),
                method.equals("GET") ? query : body,
                header(exchange, "Authorization"),
                header(exchange, "Idempotency-Key"));
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }

    private void write(HttpExchange exchange, Call call, String id, Reply reply) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Request-Id", id);
        headers.set(
                "Stripe-Version",
                Optional.of(header(exchange, "Stripe-Version"))
                        .filter(asked -> !asked.isEmpty())
                        .orElse(version));
        if (!call.key().isEmpty()) headers.set("Idempotency-Key", call.key());
        if (reply.replayed()) headers.set("Idempotent-Replayed", "true");
        var body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /// Breaks the connection in the middle of the response. If it broke before, the JDK's client would silently retry.
    private static void breakOff(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 1_000);
        exchange.getResponseBody().write('{');
        exchange.getResponseBody().flush();
        exchange.close();
    }

    private static void wait(Duration slowness) {
        try {
            Thread.sleep(slowness);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
