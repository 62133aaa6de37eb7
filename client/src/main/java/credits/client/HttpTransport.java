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

/// Calls over the JDK's HTTP client, each with a fresh bearer token. Follows no redirect: a token goes where it was
/// meant to go.
public final class HttpTransport implements Transport {
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");
    private static final int LARGEST_ANSWER = 256 * 1024;

    private final URI endpoint;
    private final Supplier<String> token;
    private final HttpClient client;

    /// @param endpoint where the service is, such as `https://credits.example.com`
    /// @param token gives an access token with the permission `usage:authorize`; asked for every attempt:
    ///     one fails if it throws
    public HttpTransport(URI endpoint, Supplier<String> token, HttpClient client) {
        this.endpoint = endpoint;
        this.token = token;
        this.client = client;
    }

    @Override
    public Answer send(Call call, Duration atMost) throws IOException, InterruptedException {
        var body = new ByteArrayOutputStream();
        // The request's own timeout ends with the headers of the answer: waiting for the future bounds the body
        // too.
        var answer = client.sendAsync(request(call), BodyHandlers.ofByteArrayConsumer(part -> append(part, body)));
        try {
            var response = answer.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            if (body.size() > LARGEST_ANSWER) throw new IOException("the answer is larger than " + LARGEST_ANSWER);
            return new Answer(response.statusCode(), retryAfter(response), body.toString(UTF_8));
        } catch (TimeoutException late) {
            throw new HttpTimeoutException("no answer within " + atMost);
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

    // Without a token there is no call, and so no answer: the next attempt asks for another. The JDK's own refusal of
    // a header shows the header.
    private String checkedToken() throws IOException {
        try {
            var given = token.get();
            if (TOKEN.matcher(given).matches()) return given;
        } catch (RuntimeException fault) {
            throw new IOException("There was no token to call with.", fault);
        }
        throw new IOException("The token is empty or holds characters that no header may hold.");
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> SECONDS.matcher(value).matches())
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }
}
