package credits.local.guard;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.access.Access;
import credits.local.access.Call;
import credits.local.access.Role;
import credits.local.access.Verdict;
import credits.local.gateway.Answer;
import credits.local.gateway.Request;
import credits.local.template.Function;
import credits.local.template.Places;
import credits.local.template.Table;
import java.io.IOException;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Answers for AWS to the functions, each at an address of its own: `/<function>/<service>`. What the function's
/// role allows goes on to the stand-in, anything else is refused in the service's words and said to `refusals`.
public final class Guard implements HttpHandler, AutoCloseable {
    private static final int PARTS = 4; // "", function, service, the rest

    private final Access access;
    private final Map<Service, URI> standIns;
    private final Map<Service, Protocol> protocols = new EnumMap<>(Service.class);
    private final Map<String, Door> doors = new ConcurrentHashMap<>();
    private final Passage passage = new Passage();
    private final Consumer<String> refusals;

    /// The way of one function to one service.
    private record Door(String function, Role role, Protocol protocol, URI standIn) {}

    /// @param standIns where each service is played; a service that is not there is not played
    public Guard(
            Access access, Places places, List<Table> tables, Map<Service, URI> standIns, Consumer<String> refusals) {
        this.access = access;
        this.standIns = Map.copyOf(standIns);
        this.refusals = refusals;
        protocols.put(Service.DYNAMODB, new TableCalls(places, tables));
        protocols.put(Service.S3, new ObjectCalls());
        protocols.put(Service.SECRETS_MANAGER, new SecretCalls());
        protocols.put(Service.SES, new MailCalls(places));
        protocols.put(Service.SQS, new QueueCalls(places));
    }

    /// The path at which `function` finds each service that is played.
    public Map<Service, String> paths(Function function) {
        var paths = new EnumMap<Service, String>(Service.class);
        standIns.forEach((service, standIn) -> {
            var path = "/" + function.name() + "/" + service.path();
            doors.put(
                    path,
                    new Door(
                            function.name(), function.role(), Objects.requireNonNull(protocols.get(service)), standIn));
            paths.put(service, path);
        });
        return paths;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var request = Request.of(exchange);
        var answer = request.isEmpty() ? Answer.message(413, "Request Entity Too Large") : answer(request.get());
        answer.writeTo(exchange);
    }

    @Override
    public void close() {
        passage.close();
    }

    private Answer answer(Request request) {
        var parts = request.path().split("/", PARTS);
        var door = parts.length < PARTS - 1 ? null : doors.get("/" + parts[1] + "/" + parts[2]);
        if (door == null) return Answer.message(404, "Nobody's address");
        var rest = "/" + (parts.length < PARTS ? "" : parts[PARTS - 1]);
        return answer(door, request.at(rest));
    }

    private Answer answer(Door door, Request request) {
        try {
            var refused = refused(door, door.protocol().calls(request));
            if (refused.isPresent()) return refuse(door, refused.get());
            var answer = passage.pass(request, door.standIn());
            return refused(door, door.protocol().toHear(request, answer))
                    .map(secret -> refuse(door, secret))
                    .orElse(answer);
        } catch (NotPlayed what) {
            refusals.accept(door.function() + ": " + what.getMessage());
            return door.protocol().unknown(what);
        } catch (IOException down) {
            return Answer.message(503, "The stand-in does not answer");
        }
    }

    private Optional<Refused> refused(Door door, List<Call> calls) {
        for (var call : calls) {
            var verdict = access.of(door.role(), call);
            if (!(verdict instanceof Verdict.Allowed))
                return Optional.of(new Refused(door.role().name(), door.function(), call, verdict));
        }
        return Optional.empty();
    }

    private Answer refuse(Door door, Refused refused) {
        refusals.accept(refused.message() + refused.place());
        return door.protocol().refusal(refused);
    }
}
