package credits.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// How calls travel: HTTP in production ([HttpTransport]), memory in tests ([credits.client.fake.FakeCredits]).
public interface Transport {
    /// Sends a call once and gives the answer, whatever its status; [IOException] if there is none in time.
    Answer send(Call call, Duration atMost) throws IOException, InterruptedException;

    /// A call.
    ///
    /// @param target path and query
    /// @param key the `Idempotency-Key`, of calls that hold or move money
    /// @param body JSON
    record Call(String method, String target, Optional<String> key, Optional<String> body) {
        static Call get(String target) {
            return new Call("GET", target, Optional.empty(), Optional.empty());
        }

        static Call post(String target, String key, String body) {
            return new Call("POST", target, Optional.of(key), Optional.of(body));
        }
    }

    /// An answer.
    ///
    /// @param retryAfter what `Retry-After` says, if it says a number of seconds
    record Answer(int status, Optional<Duration> retryAfter, String body) {}
}
