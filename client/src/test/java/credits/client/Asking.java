package credits.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A client over HTTP and the scripted server that it calls, until the test ends. Delays pass on a clock of its own,
/// and a response has a minute to arrive, however long the client would wait: the machine may be slow.
final class Asking implements AfterEachCallback {
    static final Organisation ACME = new Organisation("org_acme");
    static final Ask ASK = Ask.of("translation.document", Quantity.of(1250));
    static final String HELD = """
            {"id": "aut_01K9XQ", "status": "open", "held": "2.25", "expires_at": "2026-11-22T12:15:00Z",
             "balance": "212.34", "available": "210.09", "remaining": null, "added": {"later": [1, true]}}""";
    static final String SETTLED = """
            {"id": "aut_01K9XQ", "status": "captured", "held": "0.00", "expires_at": null,
             "balance": "211.34", "available": "211.34", "remaining": "55.90"}""";

    private final List<Duration> pauses = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final Server server;

    Asking() {
        try {
            server = new Server();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    Server server() {
        return server;
    }

    /// The delays before retries, in order.
    List<Duration> pauses() {
        return pauses;
    }

    /// The sum of all delays.
    Duration waited() {
        return Duration.ofNanos(nanos.get());
    }

    Credits credits() {
        return credits(new Patience(Duration.ofSeconds(5), Duration.ofSeconds(10)));
    }

    Credits credits(Patience patience) {
        return credits(patience, () -> "t0ken");
    }

    Credits credits(Patience patience, Supplier<String> token) {
        var http = http(token);
        return credits(patience, (call, _) -> http.send(call, Duration.ofMinutes(1)));
    }

    /// Over HTTP, where the first answers, so many, are not waited for.
    Credits impatient(int calls) {
        var http = http(() -> "t0ken");
        var left = new AtomicInteger(calls);
        return credits(
                new Patience(Duration.ofSeconds(5), Duration.ofSeconds(10)),
                (call, _) ->
                        http.send(call, left.getAndDecrement() > 0 ? Duration.ofMillis(300) : Duration.ofMinutes(1)));
    }

    private HttpTransport http(Supplier<String> token) {
        return new HttpTransport(server.endpoint(), token, HttpClient.newHttpClient());
    }

    /// A client whose transport never responds and takes its whole timeout; each timeout is added to `attempts`.
    Credits withoutAnswer(Patience patience, List<Duration> attempts) {
        return credits(patience, (_, atMost) -> {
            attempts.add(atMost);
            nanos.addAndGet(atMost.toNanos());
            throw new IOException("no response");
        });
    }

    private Credits credits(Patience patience, Transport transport) {
        var random = new SplittableRandom(7);
        var calls = new Calls(transport, patience, random, nanos::get, this::pause);
        return new Credits(calls, new Ulids(random), new ManualClock());
    }

    private void pause(Duration time) {
        pauses.add(time);
        nanos.addAndGet(time.toNanos());
    }

    @Override
    public void afterEach(ExtensionContext test) {
        server.close();
    }
}
