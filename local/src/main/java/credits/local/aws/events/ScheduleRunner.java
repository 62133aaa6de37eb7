package credits.local.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.gateway.Answer;
import credits.local.gateway.Request;
import credits.local.lambda.Function;
import credits.local.lambda.Loop;
import credits.local.template.Schedule;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Invokes functions when the template's schedules say so. A page lists them; a `POST` to one of them below it
/// invokes its function at once.
public final class Schedules implements HttpHandler, AutoCloseable {
    /// Where they are listed.
    public static final String PATH = "/local/schedules";

    private final List<Schedule> schedules;
    private final java.util.function.Function<Schedule, Function> functions;
    private final InstantSource clock;
    private final Consumer<Throwable> faults;
    private final List<Loop> loops = new ArrayList<>();

    /// A function that no permission opens to its schedule.
    static final class NotPermitted extends Exception {
        private static final long serialVersionUID = 1;

        NotPermitted(Schedule schedule) {
            super("The rule %s is not permitted to invoke %s"
                    .formatted(schedule.name(), schedule.function().name()));
        }
    }

    /// `faults` gets what invocations by the clock threw.
    public Schedules(
            List<Schedule> schedules,
            java.util.function.Function<Schedule, Function> functions,
            InstantSource clock,
            Consumer<Throwable> faults) {
        this.schedules = List.copyOf(schedules);
        this.functions = functions;
        this.clock = clock;
        this.faults = faults;
    }

    /// Has the clock begin.
    public void run() {
        for (var schedule : schedules) loops.add(Loop.start("schedule", () -> invokeWhenDue(schedule), faults));
    }

    @Override
    public void close() {
        loops.forEach(Loop::close);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        answer(Request.of(exchange).orElseThrow()).writeTo(exchange);
    }

    private void invokeWhenDue(Schedule schedule) throws Exception {
        var now = clock.instant();
        Thread.sleep(Duration.between(now, schedule.times().after(now)));
        var _ = invoke(schedule);
    }

    private byte[] invoke(Schedule schedule) throws Function.Failed, NotPermitted {
        if (!schedule.isPermitted()) throw new NotPermitted(schedule);
        return functions.apply(schedule).invoke(schedule.input().getBytes(UTF_8));
    }

    private Answer answer(Request request) {
        if (request.path().equals(PATH)) return Answer.text(200, list());
        var asked = named(request.path().substring(PATH.length() + 1));
        if (asked.isEmpty()) return Answer.text(404, "No such schedule: " + PATH + " lists them.\n");
        if (!request.method().equals("POST")) return Answer.text(405, "POST invokes it.\n");
        try {
            return Answer.text(200, new String(invoke(asked.get()), UTF_8) + "\n");
        } catch (Function.Failed | NotPermitted fault) {
            return Answer.text(502, fault.getMessage() + "\n");
        }
    }

    private Optional<Schedule> named(String name) {
        return schedules.stream()
                .filter(schedule -> schedule.name().equals(name))
                .findFirst();
    }

    private String list() {
        return schedules.stream()
                .map(schedule -> "%s  next at %s: %s gets %s%n"
                        .formatted(
                                schedule.name(),
                                schedule.times().after(clock.instant()),
                                schedule.function().name(),
                                schedule.input()))
                .collect(joining());
    }
}
