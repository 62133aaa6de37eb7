package credits.local.stripe.api;

import credits.local.stripe.account.FakeStripeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Responses by idempotency key, stored for 24 hours. See https://docs.stripe.com/api/idempotent_requests.
final class IdempotencyCache {
    private static final Duration RETENTION = Duration.ofHours(24);
    private static final int MAX_KEY_LENGTH = 255;

    private record StoredReply(String request, StripeReply reply, Instant storedAt) {}

    private final Map<String, StoredReply> storedReplies = new HashMap<>();
    private final InstantSource clock;

    IdempotencyCache(InstantSource clock) {
        this.clock = clock;
    }

    /// The stored response to the same request; a request with the same key and other parameters is rejected.
    Optional<StripeReply> findReply(StripeCall call) {
        if (!call.isWrite() || call.idempotencyKey().isEmpty()) return Optional.empty();
        if (call.idempotencyKey().length() > MAX_KEY_LENGTH)
            throw new FakeStripeException(
                    400, "invalid_request_error", "", "", "Idempotency keys can be at most 255 characters.");
        storedReplies
                .values()
                .removeIf(entry -> !clock.instant().isBefore(entry.storedAt().plus(RETENTION)));
        var stored = Optional.ofNullable(storedReplies.get(call.idempotencyKey()));
        if (stored.isPresent() && !stored.get().request().equals(request(call)))
            throw new FakeStripeException(
                    400,
                    "idempotency_error",
                    "",
                    "",
                    "Keys for idempotent requests can only be used with the same parameters they were first used with. "
                            + "Try using a key other than '" + call.idempotencyKey()
                            + "' if you meant to execute a different request.");
        return stored.map(entry -> entry.reply().asReplay());
    }

    void store(StripeCall call, StripeReply reply) {
        if (call.isWrite() && !call.idempotencyKey().isEmpty())
            storedReplies.put(call.idempotencyKey(), new StoredReply(request(call), reply, clock.instant()));
    }

    private static String request(StripeCall call) {
        return call.path() + "?" + call.form().values();
    }
}
