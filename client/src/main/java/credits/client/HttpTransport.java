package credits.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Sends requests with the JDK's HTTP client, each with a bearer token. Does not follow redirects, so that a token is
/// never sent to another host.
public final class HttpTransport implements Transport {
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");
    private static final int LARGEST_ANSWER = 256 * 1024;

    private final URI endpoint;
    private final Supplier<String> token;
    private final HttpClient client;

    /// @param endpoint the address of the service, such as `https://credits.example.com`
    /// @param token returns an access token with the permission `usage:authorize`; called for every attempt,
    ///     which fails if it throws
    public HttpTransport(URI endpoint, Supplier<String> token, HttpClient client) {
        this.endpoint = endpoint;
        this.token = token;
        this.client = client;
    }

    @Override
    public Answer send(Call call, Duration atMost) throws IOException, InterruptedException {
        var body = new ByteArrayOutputStream();
        // The request's own timeout covers only the response headers: waiting on the future bounds the body too.
        var answer = client.sendAsync(request(call), BodyHandlers.ofByteArrayConsumer(part -> append(part, body)));
        try {
            var response = answer.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            if (body.size() > LARGEST_ANSWER) throw new IOException("the response is larger than " + LARGEST_ANSWER);
            return new Answer(response.statusCode(), retryAfter(response), body.toString(UTF_8));
        } catch (TimeoutException late) {
            throw new HttpTimeoutException("no response within " + atMost);
        } catch (ExecutionException fault) {
            throw new IOException(fault.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static void append(Optional<byte[]> part, ByteArrayOutputStream body) {
        if (part.isPresent() && body.size() <= LARGEST_ANSWER) body.writeBytes(part.get());
    }

    private HttpRequest request(Call call) throws IOException {
        var request = HttpRequest.newBuilder(endpoint.resolve(call.target()))
                .header("Authorization", "Bearer " + checkedToken())
                .header("Accept", "application/json, application/problem+json");
        if (call.key().isPresent()) request.header("Idempotency-Key", call.key().get());
        if (call.body().isEmpty())
            return request.method(call.method(), BodyPublishers.noBody()).build();
        return request.header("Content-Type", "application/json")
                .method(call.method(), BodyPublishers.ofString(call.body().get()))
                .build();
    }

    // Without a token there is no request; the next attempt asks for another. The token is checked here because the
    // JDK's exception for an invalid header contains its value.
    private String checkedToken() throws IOException {
        try {
            var given = token.get();
            if (TOKEN.matcher(given).matches()) return given;
        } catch (RuntimeException fault) {
            throw new IOException("The token supplier failed.", fault);
        }
        throw new IOException("The token is empty or contains characters that are invalid in an HTTP header.");
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> SECONDS.matcher(value).matches())
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }
}
