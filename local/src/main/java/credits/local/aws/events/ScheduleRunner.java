package credits.local.aws.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.aws.lambda.FunctionInstances;
import credits.local.aws.lambda.PollingLoop;
import credits.local.aws.template.ScheduleDefinition;
import credits.local.http.LocalRequest;
import credits.local.http.LocalResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Invokes functions on the template's schedules. `GET` lists them; `POST` to one of them invokes its
/// function at once.
public final class ScheduleRunner implements HttpHandler, AutoCloseable {
    /// The path of the list.
    public static final String PATH = "/local/schedules";

    private final List<ScheduleDefinition> schedules;
    private final java.util.function.Function<ScheduleDefinition, FunctionInstances> functions;
    private final InstantSource clock;
    private final Consumer<Throwable> errors;
    private final List<PollingLoop> loops = new ArrayList<>();

    /// The rule has no permission to invoke the function.
    static final class NotPermittedException extends Exception {
        private static final long serialVersionUID = 1;

        NotPermittedException(ScheduleDefinition schedule) {
            super("Rule %s has no permission to invoke %s"
                    .formatted(schedule.name(), schedule.function().name()));
        }
    }

    /// @param errors receives exceptions of scheduled invocations
    public ScheduleRunner(
            List<ScheduleDefinition> schedules,
            java.util.function.Function<ScheduleDefinition, FunctionInstances> functions,
            InstantSource clock,
            Consumer<Throwable> errors) {
        this.schedules = List.copyOf(schedules);
        this.functions = functions;
        this.clock = clock;
        this.errors = errors;
    }

    /// Starts the schedules.
    public void start() {
        for (var schedule : schedules) loops.add(PollingLoop.start("schedule", () -> invokeWhenDue(schedule), errors));
    }

    @Override
    public void close() {
        loops.forEach(PollingLoop::close);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        respond(LocalRequest.read(exchange).orElseThrow()).writeTo(exchange);
    }

    private void invokeWhenDue(ScheduleDefinition schedule) throws Exception {
        var now = clock.instant();
        Thread.sleep(Duration.between(now, schedule.expression().nextAfter(now)));
        var _ = invoke(schedule);
    }

    private byte[] invoke(ScheduleDefinition schedule)
            throws FunctionInstances.InvocationFailedException, NotPermittedException {
        if (!schedule.isPermitted()) throw new NotPermittedException(schedule);
        return functions.apply(schedule).invoke(schedule.input().getBytes(UTF_8));
    }

    private LocalResponse respond(LocalRequest request) {
        if (request.path().equals(PATH)) return LocalResponse.text(200, describeAll());
        var schedule = find(request.path().substring(PATH.length() + 1));
        if (schedule.isEmpty()) return LocalResponse.text(404, "Unknown schedule. See " + PATH + ".\n");
        if (!request.method().equals("POST")) return LocalResponse.text(405, "Use POST to run a schedule.\n");
        try {
            return LocalResponse.text(200, new String(invoke(schedule.get()), UTF_8) + "\n");
        } catch (FunctionInstances.InvocationFailedException | NotPermittedException failure) {
            return LocalResponse.text(502, failure.getMessage() + "\n");
        }
    }

    private Optional<ScheduleDefinition> find(String name) {
        return schedules.stream()
                .filter(schedule -> schedule.name().equals(name))
                .findFirst();
    }

    private String describeAll() {
        return schedules.stream()
                .map(schedule -> "%s  next at %s: %s with %s%n"
                        .formatted(
                                schedule.name(),
                                schedule.expression().nextAfter(clock.instant()),
                                schedule.function().name(),
                                schedule.input()))
                .collect(joining());
    }
}
