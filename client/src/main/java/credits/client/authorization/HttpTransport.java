package credits.client.authorization;

import static java.nio.charset.StandardCharsets.UTF_8;

import credits.client.internal.SecureEndpoint;
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
public final class HttpTransport implements ApiTransport {
    private static final Pattern TOKEN_PATTERN = Pattern.compile("[!-~]+");
    private static final Pattern SECONDS_PATTERN = Pattern.compile("[0-9]{1,6}");
    private static final int MAX_RESPONSE_BYTES = 256 * 1024;

    private final URI endpoint;
    private final Supplier<String> tokenSupplier;
    private final HttpClient client;

    /// @param endpoint the address of the service, such as `https://credits.example.com`. An address without encryption
    ///     throws [IllegalArgumentException], since every request carries a token; only this machine's may be used
    /// @param tokenSupplier returns an access token with the permission `usage:authorize`; called for every
    ///     attempt, which fails if it throws
    public HttpTransport(URI endpoint, Supplier<String> tokenSupplier, HttpClient client) {
        SecureEndpoint.require(endpoint, "the endpoint");
        this.endpoint = endpoint;
        this.tokenSupplier = tokenSupplier;
        this.client = client;
    }

    @Override
    public ApiResponse send(ApiRequest request, Duration timeout) throws IOException, InterruptedException {
        var body = new ByteArrayOutputStream();
        // The request's own timeout covers only the response headers: waiting on the future bounds the body too.
        var future =
                client.sendAsync(toHttpRequest(request), BodyHandlers.ofByteArrayConsumer(part -> append(part, body)));
        try {
            var response = future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (body.size() > MAX_RESPONSE_BYTES)
                throw new IOException("the response is larger than " + MAX_RESPONSE_BYTES);
            return new ApiResponse(response.statusCode(), retryAfter(response), body.toString(UTF_8));
        } catch (TimeoutException timedOut) {
            throw new HttpTimeoutException("no response within " + timeout);
        } catch (ExecutionException failure) {
            throw new IOException(failure.getCause());
        } finally {
            future.cancel(true);
        }
    }

    private static void append(Optional<byte[]> part, ByteArrayOutputStream body) {
        if (part.isPresent() && body.size() <= MAX_RESPONSE_BYTES) body.writeBytes(part.get());
    }

    private HttpRequest toHttpRequest(ApiRequest apiRequest) throws IOException {
        var builder = HttpRequest.newBuilder(endpoint.resolve(apiRequest.target()))
                .header("Authorization", "Bearer " + requireToken())
                .header("Accept", "application/json, application/problem+json");
        if (apiRequest.idempotencyKey().isPresent())
            builder.header("Idempotency-Key", apiRequest.idempotencyKey().get());
        if (apiRequest.body().isEmpty())
            return builder.method(apiRequest.method(), BodyPublishers.noBody()).build();
        return builder.header("Content-Type", "application/json")
                .method(
                        apiRequest.method(),
                        BodyPublishers.ofString(apiRequest.body().get()))
                .build();
    }

    // Without a token there is no request; the next attempt asks for another. The token is checked here because the
    // JDK's exception for an invalid header contains its value.
    private String requireToken() throws IOException {
        try {
            var given = tokenSupplier.get();
            if (TOKEN_PATTERN.matcher(given).matches()) return given;
        } catch (RuntimeException failure) {
            throw new IOException("The token supplier failed.", failure);
        }
        throw new IOException("The token is empty or contains characters that are invalid in an HTTP header.");
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> SECONDS_PATTERN.matcher(value).matches())
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }
}
