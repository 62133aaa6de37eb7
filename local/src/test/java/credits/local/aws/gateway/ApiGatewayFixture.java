package credits.local.gateway;

import credits.local.access.Role;
import credits.local.gateway.Front.PortTaken;
import credits.local.lambda.Function;
import credits.local.template.Route;
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

/// An API of [Echo] routes on a free port, and a client of it. Its clock stands still.
final class Api implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final Front front;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final Provider provider;
    final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    final Queue<String> logs = new ConcurrentLinkedQueue<>();

    Api() throws PortTaken {
        front = new Front(0);
        provider = new Provider(front.address(), InstantSource.fixed(NOW));
        var function = new Function(definition(), Map.of("PLACE", "here"), InstantSource.fixed(NOW), logs::add);
        front.serve("/", new Gateway(routes(), _ -> function, provider, InstantSource.fixed(NOW), faults::add));
        front.serve(Provider.PATH + "/", provider);
        front.open();
    }

    String address() {
        return front.address();
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(front.address() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        client.close();
        front.close();
    }

    private static List<Route> routes() {
        var token = Optional.of(new Route.Authorizer("", List.of(), "Authorization", List.of()));
        var scoped = Optional.of(new Route.Authorizer("", List.of(), "Authorization", List.of("usage", "limits")));
        return List.of(
                new Route("ANY", "/open/{rest+}", definition(), Optional.empty(), true),
                new Route("GET", "/open/{first}/{second}", definition(), Optional.empty(), true),
                new Route("POST", "/open/exact", definition(), Optional.empty(), true),
                new Route("GET", "/closed", definition(), token, true),
                new Route("GET", "/scoped", definition(), scoped, true));
    }

    private static credits.local.template.Function definition() {
        return new credits.local.template.Function(
                "Echo",
                Echo.class.getName() + "::handleRequest",
                Map.of(),
                Duration.ofSeconds(20),
                512,
                new Role("echo", List.of(), List.of()));
    }
}
