package credits.local.aws.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.aws.gateway.JwtAuthorizer.Authorized;
import credits.local.aws.gateway.JwtAuthorizer.AuthorizerResult;
import credits.local.aws.gateway.JwtAuthorizer.Forbidden;
import credits.local.aws.gateway.JwtAuthorizer.NoTokenRequired;
import credits.local.aws.gateway.JwtAuthorizer.Unauthorized;
import credits.local.aws.gateway.RouteTable.FunctionRoute;
import credits.local.aws.lambda.FunctionInstances;
import credits.local.aws.template.RouteDefinition;
import credits.local.http.LocalRequest;
import credits.local.http.LocalResponse;
import credits.local.oidc.OidcProvider;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/// API Gateway's HTTP API: matches the route, checks the token, invokes the function, and returns API
/// Gateway's own errors.
public final class ApiGateway implements HttpHandler {
    /// The route has no permission to invoke its function.
    static final class NotPermittedException extends Exception {
        private static final long serialVersionUID = 1;

        NotPermittedException(String route) {
            super("API Gateway has no permission to invoke the function of route " + route);
        }
    }

    private final RouteTable routeTable;
    private final JwtAuthorizer authorizer;
    private final InstantSource clock;
    private final Consumer<Throwable> errors;

    /// Creates the API for these routes. Tokens must be issued by the local provider: issuer and audience are
    /// settings of a stage, so those of the template are not used here.
    ///
    /// @param functions returns the function of a route
    /// @param errors receives exceptions of the functions
    public ApiGateway(
            List<RouteDefinition> routes,
            java.util.function.Function<RouteDefinition, FunctionInstances> functions,
            OidcProvider provider,
            InstantSource clock,
            Consumer<Throwable> errors) {
        this.routeTable = new RouteTable(routes.stream()
                .map(route -> new FunctionRoute(route, functions.apply(route)))
                .toList());
        this.authorizer = new JwtAuthorizer(provider.issuer(), OidcProvider.AUDIENCE, provider.keys());
        this.clock = clock;
        this.errors = errors;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var requestId = UUID.randomUUID().toString();
        var request = LocalRequest.read(exchange);
        var response = request.isEmpty()
                ? LocalResponse.jsonMessage(413, "Request Entity Too Large")
                : respond(request.get(), requestId);
        response.with("apigw-requestid", requestId).writeTo(exchange);
    }

    /// Responds to a request from inside this process, at the time of the clock.
    public LocalResponse respond(LocalRequest request) {
        return respond(request, UUID.randomUUID().toString());
    }

    private LocalResponse respond(LocalRequest request, String requestId) {
        var routeMatch = routeTable.match(request);
        if (routeMatch.isEmpty()) return LocalResponse.jsonMessage(404, "Not Found");
        return switch (authorize(routeMatch.get().functionRoute().route(), request)) {
            case Unauthorized(var reason) ->
                LocalResponse.jsonMessage(401, "Unauthorized")
                        .with(
                                "www-authenticate",
                                "Bearer error=\"invalid_token\" error_description=\"" + reason + "\"");
            case Forbidden() -> LocalResponse.jsonMessage(403, "Forbidden");
            case Authorized authorized ->
                invoke(
                        routeMatch.get().functionRoute(),
                        new HttpApiEvent(request, routeMatch.get(), authorized, requestId, clock.instant()));
        };
    }

    private AuthorizerResult authorize(RouteDefinition route, LocalRequest request) {
        return route.authorizerDefinition()
                .map(definition ->
                        authorizer.authorize(request.header(definition.header()), definition.scopes(), clock.instant()))
                .orElseGet(NoTokenRequired::new);
    }

    private LocalResponse invoke(FunctionRoute functionRoute, HttpApiEvent event) {
        if (!functionRoute.route().isPermitted()) {
            errors.accept(new NotPermittedException(functionRoute.key()));
            return LocalResponse.jsonMessage(500, "Internal Server Error");
        }
        try {
            var output = functionRoute.function().invoke(event.toBytes());
            return FunctionResponseParser.parse(output)
                    .orElseGet(() -> LocalResponse.jsonMessage(500, "Internal Server Error"));
        } catch (FunctionInstances.InvocationFailedException e) {
            errors.accept(e);
            return LocalResponse.jsonMessage(500, "Internal Server Error");
        }
    }
}
