package credits.local.aws.gateway;

import credits.local.aws.iam.IamRole;
import credits.local.aws.lambda.FunctionInstances;
import credits.local.aws.template.RouteDefinition;
import credits.local.http.LocalServer;
import credits.local.http.LocalServer.PortInUseException;
import credits.local.oidc.OidcProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// An API of [EchoFunction] routes on a free port with a fixed clock, and a client of it.
final class ApiGatewayFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final LocalServer server;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final OidcProvider provider;
    final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
    final Queue<String> logs = new ConcurrentLinkedQueue<>();

    ApiGatewayFixture() throws PortInUseException {
        server = new LocalServer(0);
        provider = new OidcProvider(server.address(), InstantSource.fixed(NOW));
        var function =
                new FunctionInstances(definition(), Map.of("PLACE", "here"), InstantSource.fixed(NOW), logs::add);
        server.serve("/", new ApiGateway(routes(), _ -> function, provider, InstantSource.fixed(NOW), errors::add));
        server.serve(OidcProvider.PATH + "/", provider);
        server.start();
    }

    String address() {
        return server.address();
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }

    private static List<RouteDefinition> routes() {
        var token = Optional.of(new RouteDefinition.AuthorizerDefinition("", List.of(), "Authorization", List.of()));
        var scoped = Optional.of(
                new RouteDefinition.AuthorizerDefinition("", List.of(), "Authorization", List.of("usage", "limits")));
        return List.of(
                new RouteDefinition("ANY", "/open/{rest+}", definition(), Optional.empty(), true),
                new RouteDefinition("GET", "/open/{first}/{second}", definition(), Optional.empty(), true),
                new RouteDefinition("POST", "/open/exact", definition(), Optional.empty(), true),
                new RouteDefinition("GET", "/closed", definition(), token, true),
                new RouteDefinition("GET", "/scoped", definition(), scoped, true));
    }

    private static credits.local.aws.template.FunctionDefinition definition() {
        return new credits.local.aws.template.FunctionDefinition(
                "Echo",
                EchoFunction.class.getName() + "::handleRequest",
                Map.of(),
                Duration.ofSeconds(20),
                512,
                new IamRole("echo", List.of(), List.of()));
    }
}
