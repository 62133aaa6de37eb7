package credits.local.clock;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.http.LocalRequest;
import credits.local.http.LocalResponse;
import java.io.IOException;
import java.time.temporal.ChronoUnit;

/// Serves the running system's time: `GET /local/clock` in RFC 3339, and a script that shifts `Date` in
/// the web app.
public final class ClockEndpoint implements HttpHandler {
    /// The path of the time.
    public static final String PATH = "/local/clock";

    /// The path of the script that shifts the clock of a page.
    public static final String SCRIPT_PATH = PATH + ".js";

    // Shifts every way in which a page reads the time: `new Date()`, `Date()` and `Date.now()`.
    private static final String SHIFT_SCRIPT = """
            (() => {
              "use strict";
              const ahead = {{ahead}};
              const Machine = Date;
              const now = () => Machine.now() + ahead;
              globalThis.Date = new Proxy(Machine, {
                get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
                construct: (target, values, made) => Reflect.construct(target, values.length ? values : [now()], made),
                apply: () => new Machine(now()).toString(),
              });
              Machine.prototype.constructor = Date;
            })();
            """;

    private final ShiftedClock clock;

    public ClockEndpoint(ShiftedClock clock) {
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var request = LocalRequest.read(exchange);
        respond(request.map(LocalRequest::path).orElse("")).writeTo(exchange);
    }

    private LocalResponse respond(String path) {
        return switch (path) {
            case PATH -> LocalResponse.text(200, clock.instant().truncatedTo(ChronoUnit.MILLIS) + "\n");
            case SCRIPT_PATH -> script();
            default -> LocalResponse.text(404, "Not found.\n");
        };
    }

    private LocalResponse script() {
        return LocalResponse.text(
                        200,
                        SHIFT_SCRIPT.replace(
                                "{{ahead}}", Long.toString(clock.offset().toMillis())))
                .with("content-type", "text/javascript;charset=utf-8")
                .with("cache-control", "no-store");
    }
}
