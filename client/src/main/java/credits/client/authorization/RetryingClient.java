package credits.client.authorization;

import credits.client.authorization.ApiTransport.ApiRequest;
import credits.client.authorization.ApiTransport.ApiResponse;
import credits.client.internal.Backoff;
import credits.client.internal.InvalidJsonException;
import credits.client.internal.JsonObjectReader;
import credits.client.internal.JsonValue;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// Sends a request, byte for byte the same, until a response is final or the time is up. Timeouts, 429, 5xx and
/// unreadable responses are not final and never count as authorized.
///
/// They do not count as "nothing was changed" either: an attempt whose response was lost may have taken effect. From
/// then on, a request with an idempotency key is decided only by a response that is about that key.
final class RetryingClient {
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final int REDIRECT = 300;
    private static final int PAYMENT_REQUIRED = 402;
    private static final List<String> QUOTA_CODES = List.of("spending-limit-reached", "insufficient-credits");
    // Any other error may have been returned before the key was looked up: by API Gateway (401, 403 without a code, a
    // redirect), because the token lacks the permission, or because a price has changed since.
    private static final Set<String> KEY_SPECIFIC_CODES = Set.of(
            "spending-limit-reached",
            "insufficient-credits",
            "too-many-authorizations",
            "authorization-settled",
            "authorization-expired",
            "unpriced-operation",
            "idempotency-conflict",
            "not-found");

    /// Sleeps for a duration.
    @FunctionalInterface
    interface Sleeper {
        void sleep(Duration time) throws InterruptedException;
    }

    private final ApiTransport transport;
    private final Timeouts timeouts;
    private final RandomGenerator random;
    private final LongSupplier nanoClock;
    private final Sleeper sleeper;

    RetryingClient(
            ApiTransport transport,
            Timeouts timeouts,
            RandomGenerator random,
            LongSupplier nanoClock,
            Sleeper sleeper) {
        this.transport = transport;
        this.timeouts = timeouts;
        this.random = random;
        this.nanoClock = nanoClock;
        this.sleeper = sleeper;
    }

    /// Sends a request without an idempotency key and returns the parsed response. A response that cannot be parsed
    /// is not final.
    <T> T execute(ApiRequest request, Function<JsonObjectReader, T> parser) {
        return execute(request, false, parser);
    }

    /// Sends a request with an idempotency key.
    ///
    /// @param isRepeat whether an earlier request with this key may have taken effect
    <T> T execute(ApiRequest request, boolean isRepeat, Function<JsonObjectReader, T> parser) {
        boolean mayHaveTakenEffect = isRepeat;
        var backoff = new Backoff(random, Duration.ofMillis(100), Duration.ofSeconds(2));
        long deadlineNanos = nanoClock.getAsLong() + timeouts.total().toNanos();
        try {
            while (true) {
                var attempt = attempt(request, parser, deadlineNanos - nanoClock.getAsLong(), mayHaveTakenEffect);
                if (attempt.result().isPresent()) return attempt.result().get();
                mayHaveTakenEffect = request.idempotencyKey().isPresent();
                var delay = longerOf(backoff.nextDelay(), attempt.problem().retryAfter());
                if (nanoClock.getAsLong() + delay.toNanos() - deadlineNanos >= 0)
                    throw outcomeUnknown(request, attempt);
                sleeper.sleep(delay);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw outcomeUnknown(request, Attempt.failed(interrupted));
        }
    }

    /// The outcome of one attempt: a result, or the problem and the failure behind it.
    private record Attempt<T>(Optional<T> result, ProblemDetails problem, Optional<Exception> failure) {
        static <T> Attempt<T> failed(Exception failure) {
            var noResponse = new ProblemDetails(0, "no-answer", "", "", Optional.empty(), Map.of(), List.of());
            return new Attempt<>(Optional.empty(), noResponse, Optional.of(failure));
        }
    }

    private <T> Attempt<T> attempt(
            ApiRequest request, Function<JsonObjectReader, T> parser, long remainingNanos, boolean mayHaveTakenEffect)
            throws InterruptedException {
        var timeout = Duration.ofNanos(
                Math.max(1, Math.min(remainingNanos, timeouts.perAttempt().toNanos())));
        ApiResponse response;
        try {
            response = transport.send(request, timeout);
        } catch (IOException failure) {
            return Attempt.failed(failure);
        }
        if (response.status() >= REDIRECT) {
            return new Attempt<>(Optional.empty(), requireUndecided(response, mayHaveTakenEffect), Optional.empty());
        }
        try {
            return new Attempt<>(
                    Optional.of(parser.apply(JsonValue.parseObject(response.body()))),
                    withoutDetails(response),
                    Optional.empty());
        } catch (InvalidJsonException invalid) {
            return new Attempt<>(Optional.empty(), withoutDetails(response), Optional.of(invalid));
        }
    }

    private static ProblemDetails withoutDetails(ApiResponse response) {
        return new ProblemDetails(response.status(), "", "", "", response.retryAfter(), Map.of(), List.of());
    }

    /// Returns the problem if it is not final, and throws it otherwise.
    private static ProblemDetails requireUndecided(ApiResponse response, boolean mayHaveTakenEffect) {
        var problem = ProblemDetails.from(response);
        int status = problem.status();
        if (status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status >= SERVER_ERROR) return problem;
        if (mayHaveTakenEffect && !KEY_SPECIFIC_CODES.contains(problem.code())) return problem;
        if (QUOTA_CODES.contains(problem.code())) throw new QuotaExceededException(problem);
        if (status == PAYMENT_REQUIRED) throw new QuotaExceededException(problem);
        throw new RequestRejectedException(problem);
    }

    private static Duration longerOf(Duration delay, Optional<Duration> retryAfter) {
        return retryAfter.isPresent() && retryAfter.get().compareTo(delay) > 0 ? retryAfter.get() : delay;
    }

    private static OutcomeUnknownException outcomeUnknown(ApiRequest request, Attempt<?> last) {
        return new OutcomeUnknownException(last.problem(), request.idempotencyKey(), last.failure());
    }
}
