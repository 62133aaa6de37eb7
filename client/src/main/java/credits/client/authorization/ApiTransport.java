package credits.client.authorization;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Sends requests to the service: [HttpTransport] in production, [credits.client.testing.FakeCreditsService] in tests.
public interface ApiTransport {
    /// Sends a request once and returns the response, whatever its status.
    ///
    /// @throws IOException if there is no response within `timeout`
    ApiResponse send(ApiRequest request, Duration timeout) throws IOException, InterruptedException;

    /// A request to the API.
    ///
    /// @param target path and query
    /// @param idempotencyKey the `Idempotency-Key` header of requests that hold or move money
    /// @param body JSON
    record ApiRequest(String method, String target, Optional<String> idempotencyKey, Optional<String> body) {
        static ApiRequest get(String target) {
            return new ApiRequest("GET", target, Optional.empty(), Optional.empty());
        }

        static ApiRequest post(String target, String idempotencyKey, String body) {
            return new ApiRequest("POST", target, Optional.of(idempotencyKey), Optional.of(body));
        }
    }

    /// A response of the API.
    ///
    /// @param retryAfter the `Retry-After` header, if it is a number of seconds
    record ApiResponse(int status, Optional<Duration> retryAfter, String body) {}
}
