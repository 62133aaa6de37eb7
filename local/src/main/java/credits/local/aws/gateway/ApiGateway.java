package credits.local.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.gateway.Authorizer.Admitted;
import credits.local.gateway.Authorizer.Forbidden;
import credits.local.gateway.Authorizer.Open;
import credits.local.gateway.Authorizer.Unauthorized;
import credits.local.gateway.Authorizer.Verdict;
import credits.local.gateway.Routes.Served;
import credits.local.lambda.Function;
import credits.local.template.Route;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/// The HTTP API: finds the route, asks for the token, invokes the function, and says itself what AWS would say
/// itself.
public final class Gateway implements HttpHandler {
    /// A function that no permission opens to its route.
    static final class NotPermitted extends Exception {
        private static final long serialVersionUID = 1;

        NotPermitted(String route) {
            super("API Gateway is not permitted to invoke the function of " + route);
        }
    }

    private final Routes routes;
    private final Authorizer authorizer;
    private final InstantSource clock;
    private final Consumer<Throwable> faults;

    /// `function` gives the function of a route. Tokens must be the provider's: issuer and audience are settings of
    /// a stage, so the template's are not used here. `faults` gets what functions threw.
    public Gateway(
            List<Route> routes,
            java.util.function.Function<Route, Function> function,
            Provider provider,
            InstantSource clock,
            Consumer<Throwable> faults) {
        this.routes = new Routes(routes.stream()
                .map(route -> new Served(route, function.apply(route)))
                .toList());
        this.authorizer = new Authorizer(provider.issuer(), Provider.AUDIENCE, provider.keys());
        this.clock = clock;
        this.faults = faults;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var requestId = UUID.randomUUID().toString();
        var request = Request.of(exchange);
        var answer =
                request.isEmpty() ? Answer.message(413, "Request Entity Too Large") : answer(request.get(), requestId);
        answer.with("apigw-requestid", requestId).writeTo(exchange);
    }

    /// Answers a request of somebody in this process, as if it had come at the clock's time.
    public Answer answer(Request request) {
        return answer(request, UUID.randomUUID().toString());
    }

    private Answer answer(Request request, String requestId) {
        var match = routes.match(request);
        if (match.isEmpty()) return Answer.message(404, "Not Found");
        return switch (decide(match.get().served().route(), request)) {
            case Unauthorized(var reason) ->
                Answer.message(401, "Unauthorized")
                        .with(
                                "www-authenticate",
                                "Bearer error=\"invalid_token\" error_description=\"" + reason + "\"");
            case Forbidden() -> Answer.message(403, "Forbidden");
            case Admitted admitted ->
                invoke(match.get().served(), new Event(request, match.get(), admitted, requestId, clock.instant()));
        };
    }

    private Verdict decide(Route route, Request request) {
        return route.authorizer()
                .map(asked -> authorizer.decide(request.header(asked.header()), asked.scopes(), clock.instant()))
                .orElseGet(Open::new);
    }

    private Answer invoke(Served served, Event event) {
        if (!served.route().isPermitted()) {
            faults.accept(new NotPermitted(served.key()));
            return Answer.message(500, "Internal Server Error");
        }
        try {
            var output = served.function().invoke(event.toBytes());
            return FunctionAnswer.of(output).orElseGet(() -> Answer.message(500, "Internal Server Error"));
        } catch (Function.Failed e) {
            faults.accept(e);
            return Answer.message(500, "Internal Server Error");
        }
    }
}
