package credits.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import credits.local.gateway.Answer;
import credits.local.gateway.Request;
import java.io.IOException;
import java.time.temporal.ChronoUnit;

/// Tells others the running system's time: `GET /local/clock` as RFC 3339 writes it, and, as a script, the page.
final class PretendedTime implements HttpHandler {
    /// Where the time is.
    static final String PATH = "/local/clock";

    /// Where the script is that has a page live at that time.
    static final String SCRIPT = PATH + ".js";

    // What a page asks for the time: `new Date()`, `Date()` and `Date.now()`.
    private static final String SHIFT = """
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

    PretendedTime(ShiftedClock clock) {
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var request = Request.of(exchange);
        answer(request.map(Request::path).orElse("")).writeTo(exchange);
    }

    private Answer answer(String path) {
        return switch (path) {
            case PATH -> Answer.text(200, clock.instant().truncatedTo(ChronoUnit.MILLIS) + "\n");
            case SCRIPT -> script();
            default -> Answer.text(404, "No such page.\n");
        };
    }

    private Answer script() {
        return Answer.text(200, SHIFT.replace("{{ahead}}", Long.toString(clock.ahead().toMillis())))
                .with("content-type", "text/javascript;charset=utf-8")
                .with("cache-control", "no-store");
    }
}
