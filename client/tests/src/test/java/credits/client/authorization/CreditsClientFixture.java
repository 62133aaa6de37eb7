package credits.client.authorization;

import credits.client.Organisation;
import credits.client.UsageQuantity;
import credits.client.internal.UlidGenerator;
import credits.client.usage.ManualClock;
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

/// A client over HTTP and its scripted server, for one test. Delays pass on a simulated clock. A response has a
/// minute to arrive, however long the client would wait, because the machine may be slow.
final class CreditsClientFixture implements AfterEachCallback {
    static final Organisation ACME = new Organisation("org_acme");
    static final AuthorizationRequest REQUEST = AuthorizationRequest.of("translation.document", UsageQuantity.of(1250));
    static final String OPEN_AUTHORIZATION = """
            {"id": "aut_01K9XQ", "status": "open", "held": "2.25", "expires_at": "2026-11-22T12:15:00Z",
             "balance": "212.34", "available": "210.09", "remaining": null, "added": {"later": [1, true]}}""";
    static final String CAPTURED_AUTHORIZATION = """
            {"id": "aut_01K9XQ", "status": "captured", "held": "0.00", "expires_at": null,
             "balance": "211.34", "available": "211.34", "remaining": "55.90"}""";

    private final List<Duration> delays = new ArrayList<>();
    private final AtomicLong elapsedNanos = new AtomicLong();
    private final FakeApiServer server;

    CreditsClientFixture() {
        try {
            server = new FakeApiServer();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    FakeApiServer server() {
        return server;
    }

    /// The delays before retries, in order.
    List<Duration> delays() {
        return delays;
    }

    /// The sum of all delays.
    Duration totalDelay() {
        return Duration.ofNanos(elapsedNanos.get());
    }

    CreditsClient client() {
        return client(new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10)));
    }

    CreditsClient client(Timeouts timeouts) {
        return client(timeouts, () -> "t0ken");
    }

    CreditsClient client(Timeouts timeouts, Supplier<String> token) {
        var http = http(token);
        return client(timeouts, (request, _) -> http.send(request, Duration.ofMinutes(1)));
    }

    /// A client over HTTP that does not wait for the responses to its first `calls` requests.
    CreditsClient clientThatTimesOut(int calls) {
        var http = http(() -> "t0ken");
        var left = new AtomicInteger(calls);
        return client(
                new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(10)),
                (request, _) -> http.send(
                        request, left.getAndDecrement() > 0 ? Duration.ofMillis(300) : Duration.ofMinutes(1)));
    }

    private HttpTransport http(Supplier<String> token) {
        return new HttpTransport(server.endpoint(), token, HttpClient.newHttpClient());
    }

    /// A client whose transport never responds and takes its whole timeout; each timeout is added to `attempts`.
    CreditsClient clientWithoutResponses(Timeouts timeouts, List<Duration> attempts) {
        return client(timeouts, (_, timeout) -> {
            attempts.add(timeout);
            elapsedNanos.addAndGet(timeout.toNanos());
            throw new IOException("no response");
        });
    }

    private CreditsClient client(Timeouts timeouts, ApiTransport transport) {
        var random = new SplittableRandom(7);
        var retrying = new RetryingClient(transport, timeouts, random, elapsedNanos::get, this::sleep);
        return new CreditsClient(retrying, new UlidGenerator(random), new ManualClock());
    }

    private void sleep(Duration delay) {
        delays.add(delay);
        elapsedNanos.addAndGet(delay.toNanos());
    }

    @Override
    public void afterEach(ExtensionContext test) {
        server.close();
    }
}
