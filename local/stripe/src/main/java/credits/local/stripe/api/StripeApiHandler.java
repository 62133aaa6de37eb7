package credits.local.stripe.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.stripe.account.FakeStripeException;
import credits.local.stripe.account.StripeAccount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Stripe's HTTP API: authentication, planned faults, idempotency, and the request itself.
public final class StripeApiHandler implements HttpHandler {
    private final AtomicLong requestCount = new AtomicLong();
    private final StripeAccount account;
    private final UnaryOperator<Supplier<StripeReply>> atItsTime;
    private final String apiKey;
    private final String apiVersion;
    private final IdempotencyCache idempotencyCache;
    private final StripeRoutes routes;
    private final ObjectExpander expander;
    private final PlannedFaults faults;

    /// @param apiKey the one valid API key
    /// @param apiVersion the API version of responses
    public StripeApiHandler(
            StripeAccount account, String apiKey, String apiVersion, InstantSource clock, PlannedFaults faults) {
        this(account, apiKey, apiVersion, clock, faults, work -> () -> account.exclusively(work));
    }

    private StripeApiHandler(
            StripeAccount account,
            String apiKey,
            String apiVersion,
            InstantSource clock,
            PlannedFaults faults,
            UnaryOperator<Supplier<StripeReply>> atItsTime) {
        this.account = account;
        this.atItsTime = atItsTime;
        this.apiKey = apiKey;
        this.apiVersion = apiVersion;
        this.idempotencyCache = new IdempotencyCache(clock);
        this.routes = new StripeRoutes(account);
        this.expander = new ObjectExpander(account);
        this.faults = faults;
    }

    /// The API as it would have been at an earlier time.
    public static StripeApiHandler inThePast(
            StripeAccount account, String apiKey, String apiVersion, InstantSource past) {
        return new StripeApiHandler(
                account, apiKey, apiVersion, past, new PlannedFaults(), work -> () -> account.inThePast(past, work));
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var requestId = "req_" + requestCount.incrementAndGet();
        var call = callOf(exchange);
        var fault = faults.pollFor(call.path());
        var reply = reply(call, requestId, fault);
        if (fault.isPresent() && fault.get().kind() == ApiFault.Kind.CONNECTION_LOST) {
            breakConnection(exchange);
            return;
        }
        fault.ifPresent(one -> sleep(one.delay()));
        write(exchange, call, requestId, reply);
    }

    private StripeReply reply(StripeCall call, String requestId, Optional<ApiFault> fault) {
        if (fault.isPresent() && !fault.get().isAfterEffect()) return faultReply(fault.get());
        Supplier<StripeReply> work = () -> {
            account.events().setCause(requestId, call.idempotencyKey());
            try {
                return idempotencyCache.findReply(call).orElseGet(() -> execute(call, fault));
            } catch (FakeStripeException error) {
                return StripeReply.of(error.status(), error.toJson());
            } finally {
                account.events().setCause("", "");
            }
        };
        return atItsTime.apply(work).get();
    }

    private StripeReply execute(StripeCall call, Optional<ApiFault> fault) {
        authenticate(call);
        var form = call.form();
        var body = expander.expand(routes.handle(call), form.texts("expand"));
        var reply = fault.filter(one -> one.kind().status() > 0)
                .map(StripeApiHandler::faultReply)
                .orElseGet(() -> StripeReply.of(200, body));
        // Stripe stores every response of a request that started to execute, even a 500; rate limits and lock timeouts
        // come before that.
        idempotencyCache.store(call, reply);
        return reply;
    }

    private void authenticate(StripeCall call) {
        if (call.apiKey().isEmpty())
            throw new FakeStripeException(
                    401,
                    "invalid_request_error",
                    "",
                    "",
                    "You did not provide an API key. You need to provide your API key in the Authorization header, "
                            + "using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').");
        if (!call.apiKey().equals(apiKey))
            throw new FakeStripeException(
                    401, "invalid_request_error", "", "", "Invalid API Key provided: " + mask(call.apiKey()));
    }

    private static String mask(String key) {
        int shown = Math.min(4, key.length());
        return "*".repeat(key.length() - shown) + key.substring(key.length() - shown);
    }

    private static StripeReply faultReply(ApiFault fault) {
        return switch (fault.kind()) {
            case RATE_LIMITED -> error(429, "invalid_request_error", "rate_limit", "Request rate limit exceeded.");
            case LOCK_TIMEOUT ->
                error(
                        409,
                        "invalid_request_error",
                        "lock_timeout",
                        "This object cannot be accessed right now because another API request or Stripe process is currently accessing it.");
            case SERVER_ERROR, CONNECTION_LOST, SLOW ->
                error(500, "api_error", "", "Sorry! There was an error while talking to Stripe.");
        };
    }

    private static StripeReply error(int status, String type, String code, String message) {
        return StripeReply.of(status, new FakeStripeException(status, type, code, "", message).toJson());
    }

    private static StripeCall callOf(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var query = Optional.ofNullable(uri.getRawQuery()).orElse("");
        var method = exchange.getRequestMethod();
        return new StripeCall(
                method,
                uri.getPath(),
                method.equals("GET") ? query : body,
                header(exchange, "Authorization"),
                header(exchange, "Idempotency-Key"));
    }

    private static String header(HttpExchange exchange, String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
    }

    private void write(HttpExchange exchange, StripeCall call, String requestId, StripeReply reply) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Request-Id", requestId);
        headers.set(
                "Stripe-Version",
                Optional.of(header(exchange, "Stripe-Version"))
                        .filter(asked -> !asked.isEmpty())
                        .orElse(apiVersion));
        if (!call.idempotencyKey().isEmpty()) headers.set("Idempotency-Key", call.idempotencyKey());
        if (reply.isReplayed()) headers.set("Idempotent-Replayed", "true");
        var body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /// Breaks the connection in the middle of the response. If it broke before, the JDK's client would silently retry.
    private static void breakConnection(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 1_000);
        exchange.getResponseBody().write('{');
        exchange.getResponseBody().flush();
        exchange.close();
    }

    private static void sleep(Duration delay) {
        try {
            Thread.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
