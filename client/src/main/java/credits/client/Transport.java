package credits.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Sends requests to the service: [HttpTransport] in production, [credits.client.fake.FakeCredits] in tests.
public interface Transport {
    /// Sends a request once and returns the response, whatever its status.
    ///
    /// @throws IOException if there is no response within `atMost`
    Answer send(Call call, Duration atMost) throws IOException, InterruptedException;

    /// A request to the API.
    ///
    /// @param target path and query
    /// @param key the `Idempotency-Key` header of requests that hold or move money
    /// @param body JSON
    record Call(String method, String target, Optional<String> key, Optional<String> body) {
        static Call get(String target) {
            return new Call("GET", target, Optional.empty(), Optional.empty());
        }

        static Call post(String target, String key, String body) {
            return new Call("POST", target, Optional.of(key), Optional.of(body));
        }
    }

    /// A response of the API.
    ///
    /// @param retryAfter the `Retry-After` header, if it is a number of seconds
    record Answer(int status, Optional<Duration> retryAfter, String body) {}
}
