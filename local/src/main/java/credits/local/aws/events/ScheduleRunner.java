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

/// Invokes functions when the template's schedules say so. A page lists them; a `POST` to one of them below it
/// invokes its function at once.
public final class ScheduleRunner implements HttpHandler, AutoCloseable {
    /// Where they are listed.
    public static final String PATH = "/local/schedules";

    private final List<ScheduleDefinition> schedules;
    private final java.util.function.Function<ScheduleDefinition, FunctionInstances> functions;
    private final InstantSource clock;
    private final Consumer<Throwable> errors;
    private final List<PollingLoop> loops = new ArrayList<>();

    /// A function that no permission opens to its schedule.
    static final class NotPermittedException extends Exception {
        private static final long serialVersionUID = 1;

        NotPermittedException(ScheduleDefinition schedule) {
            super("The rule %s is not permitted to invoke %s"
                    .formatted(schedule.name(), schedule.function().name()));
        }
    }

    /// `errors` gets what invocations by the clock threw.
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

    /// Has the clock begin.
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
        if (schedule.isEmpty()) return LocalResponse.text(404, "No such schedule: " + PATH + " lists them.\n");
        if (!request.method().equals("POST")) return LocalResponse.text(405, "POST invokes it.\n");
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
                .map(schedule -> "%s  next at %s: %s gets %s%n"
                        .formatted(
                                schedule.name(),
                                schedule.expression().nextAfter(clock.instant()),
                                schedule.function().name(),
                                schedule.input()))
                .collect(joining());
    }
}
