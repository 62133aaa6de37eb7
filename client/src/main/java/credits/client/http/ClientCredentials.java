package credits.client.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import credits.client.internal.InvalidJsonException;
import credits.client.internal.JsonObjectReader;
import credits.client.internal.JsonValue;
import credits.client.internal.SecureEndpoint;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Access tokens of a service, by the client credentials grant (RFC 6749, section 4.4). A token is kept until a
/// minute before it expires, or for half its life if that is shorter, and then renewed. If renewing fails, the
/// token at hand is used as long as it is valid. Thread-safe: one thread asks, the others wait for its answer.
///
/// ```java
/// var tokens = ClientCredentials.of(tokenUrl, clientId, clientSecret, Map.of());
/// var credits = CreditsClient.create(endpoint, tokens);
/// ```
public final class ClientCredentials implements Supplier<String> {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration RENEWAL_MARGIN = Duration.ofMinutes(1);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(5);
    private static final Pattern SECONDS_PATTERN = Pattern.compile("[0-9]{1,9}");
    private static final long DEFAULT_LIFE_SECONDS = 300;
    private static final int OK = 200;

    private record Token(String value, long renewAtNanos, long expiresAtNanos) {}

    private final HttpClient client;
    private final HttpRequest request;
    private final LongSupplier nanoClock;
    private Optional<Token> current = Optional.empty();

    ClientCredentials(HttpRequest request, LongSupplier nanoClock) {
        this.client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
        this.request = request;
        this.nanoClock = nanoClock;
    }

    /// Asks the provider's token endpoint, where the client authenticates with HTTP Basic.
    ///
    /// @param tokenUrl such as `https://id.example.com/oauth2/token`; unencrypted only on this machine
    /// @param parameters what the provider asks for besides, such as `scope` or `audience`
    public static ClientCredentials of(
            URI tokenUrl, String clientId, String clientSecret, Map<String, String> parameters) {
        return of(tokenUrl, clientId, clientSecret, parameters, System::nanoTime);
    }

    static ClientCredentials of(
            URI tokenUrl,
            String clientId,
            String clientSecret,
            Map<String, String> parameters,
            LongSupplier nanoClock) {
        SecureEndpoint.require(tokenUrl, "the token URL");
        var credentials = encode(clientId) + ":" + encode(clientSecret);
        var form = new StringBuilder("grant_type=client_credentials");
        new TreeMap<>(parameters)
                .forEach((name, value) ->
                        form.append('&').append(encode(name)).append('=').append(encode(value)));
        var request = HttpRequest.newBuilder(tokenUrl)
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(form.toString()))
                .build();
        return new ClientCredentials(request, nanoClock);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    /// Returns a valid token.
    ///
    /// @throws IllegalStateException if there is none and the provider gives none
    @Override
    public synchronized String get() {
        long now = nanoClock.getAsLong();
        if (current.isEmpty() || now - current.get().renewAtNanos() >= 0) renew(now);
        return current.orElseThrow().value();
    }

    private void renew(long now) {
        try {
            current = Optional.of(request(now));
        } catch (IOException | InvalidJsonException failure) {
            keepCurrentOrThrow(now, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            keepCurrentOrThrow(now, interrupted);
        }
    }

    private Token request(long now) throws IOException, InterruptedException {
        var response = send();
        // The body of an error names what is wrong, such as invalid_client, and no secret.
        if (response.statusCode() != OK)
            throw new IOException("the token endpoint answers " + response.statusCode() + ": " + response.body());
        var json = JsonValue.parseObject(response.body());
        long life = lifeSeconds(json);
        long margin = Math.min(RENEWAL_MARGIN.toSeconds(), life / 2);
        return new Token(
                json.requiredText("access_token"),
                now + Duration.ofSeconds(life - margin).toNanos(),
                now + Duration.ofSeconds(life).toNanos());
    }

    // The request's own timeout covers only the response headers.
    private HttpResponse<String> send() throws IOException, InterruptedException {
        var future = client.sendAsync(request, BodyHandlers.ofString());
        try {
            return future.get(TIMEOUT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException timedOut) {
            throw new HttpTimeoutException("no response within " + TIMEOUT);
        } catch (ExecutionException failure) {
            throw new IOException(failure.getCause());
        } finally {
            future.cancel(true);
        }
    }

    private static long lifeSeconds(JsonObjectReader json) {
        var text = json.literalsAsText().getOrDefault("expires_in", "");
        return SECONDS_PATTERN.matcher(text).matches() ? Long.parseLong(text) : DEFAULT_LIFE_SECONDS;
    }

    // A provider that is away is not asked for every request.
    private void keepCurrentOrThrow(long now, Exception failure) {
        if (current.isEmpty() || now - current.get().expiresAtNanos() >= 0) {
            current = Optional.empty();
            throw new IllegalStateException("There is no access token: " + failure.getMessage(), failure);
        }
        var token = current.get();
        current = Optional.of(new Token(token.value(), now + RETRY_PAUSE.toNanos(), token.expiresAtNanos()));
    }
}
