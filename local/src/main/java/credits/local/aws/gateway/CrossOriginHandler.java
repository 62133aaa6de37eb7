package credits.local.aws.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.aws.template.CorsDefinition;
import java.io.IOException;

/// Answers what browsers ask before a call from a page of another origin, and lets such a page read the answers,
/// as API Gateway does. Calls of other clients pass unchanged.
public final class CrossOriginHandler implements HttpHandler {
    private final CorsDefinition cors;
    private final HttpHandler api;

    public CrossOriginHandler(CorsDefinition cors, HttpHandler api) {
        this.cors = cors;
        this.api = api;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var origin = exchange.getRequestHeaders().getFirst("Origin");
        if (origin != null && cors.origins().contains(origin)) allow(exchange, origin);
        if (!isPreflight(exchange)) {
            api.handle(exchange);
            return;
        }
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private static boolean isPreflight(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("OPTIONS")
                && exchange.getRequestHeaders().containsKey("Origin")
                && exchange.getRequestHeaders().containsKey("Access-Control-Request-Method");
    }

    private void allow(HttpExchange exchange, String origin) {
        var headers = exchange.getResponseHeaders();
        headers.set("Access-Control-Allow-Origin", origin);
        headers.set("Vary", "Origin");
        if (isPreflight(exchange)) {
            headers.set("Access-Control-Allow-Methods", String.join(",", cors.methods()));
            headers.set("Access-Control-Allow-Headers", String.join(",", cors.headers()));
            headers.set("Access-Control-Max-Age", Integer.toString(cors.maxAgeSeconds()));
        } else {
            headers.set("Access-Control-Expose-Headers", String.join(",", cors.exposed()));
        }
    }
}
