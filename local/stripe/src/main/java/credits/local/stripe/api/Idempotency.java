package credits.local.stripe.api;

import credits.local.stripe.account.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Responses by idempotency key, stored for 24 hours. See https://docs.stripe.com/api/idempotent_requests.
final class Idempotency {
    private static final Duration KEPT = Duration.ofHours(24);
    private static final int LONGEST_KEY = 255;

    private record Kept(String request, Reply reply, Instant at) {}

    private final Map<String, Kept> kept = new HashMap<>();
    private final InstantSource clock;

    Idempotency(InstantSource clock) {
        this.clock = clock;
    }

    /// The stored response to the same request; a request with the same key and other parameters is rejected.
    Optional<Reply> before(Call call) {
        if (!call.isWrite() || call.key().isEmpty()) return Optional.empty();
        if (call.key().length() > LONGEST_KEY)
            throw new Refusal(400, "invalid_request_error", "", "", "Idempotency keys can be at most 255 characters.");
        kept.values().removeIf(old -> !clock.instant().isBefore(old.at().plus(KEPT)));
        var known = Optional.ofNullable(kept.get(call.key()));
        if (known.isPresent() && !known.get().request().equals(request(call)))
            throw new Refusal(
                    400,
                    "idempotency_error",
                    "",
                    "",
                    "Keys for idempotent requests can only be used with the same parameters they were first used with. "
                            + "Try using a key other than '" + call.key()
                            + "' if you meant to execute a different request.");
        return known.map(old -> old.reply().again());
    }

    void keep(Call call, Reply reply) {
        if (call.isWrite() && !call.key().isEmpty())
            kept.put(call.key(), new Kept(request(call), reply, clock.instant()));
    }

    private static String request(Call call) {
        return call.path() + "?" + call.form().values();
    }
}
