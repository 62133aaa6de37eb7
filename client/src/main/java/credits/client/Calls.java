package credits.client;

import credits.client.Transport.Answer;
import credits.client.Transport.Call;
import credits.client.wire.Fields;
import credits.client.wire.Json;
import credits.client.wire.NotJson;
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
final class Calls {
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int SERVER_FAULT = 500;
    private static final int REDIRECT = 300;
    private static final int PAYMENT_REQUIRED = 402;
    private static final List<String> ABOUT_MONEY = List.of("spending-limit-reached", "insufficient-credits");
    // Any other error may have been returned before the key was looked up: by API Gateway (401, 403 without a code, a
    // redirect), because the token lacks the permission, or because a price has changed since.
    private static final Set<String> SAID_OF_THE_KEY = Set.of(
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
    interface Wait {
        void of(Duration time) throws InterruptedException;
    }

    private final Transport transport;
    private final Patience patience;
    private final RandomGenerator random;
    private final LongSupplier nanos;
    private final Wait wait;

    Calls(Transport transport, Patience patience, RandomGenerator random, LongSupplier nanos, Wait wait) {
        this.transport = transport;
        this.patience = patience;
        this.random = random;
        this.nanos = nanos;
        this.wait = wait;
    }

    /// Sends a request without an idempotency key and returns the parsed response. A response that cannot be parsed
    /// is not final.
    <T> T make(Call call, Function<Fields, T> read) {
        return make(call, false, read);
    }

    /// Sends a request with an idempotency key.
    ///
    /// @param again whether an earlier request with this key may have taken effect
    <T> T make(Call call, boolean again, Function<Fields, T> read) {
        boolean mayHaveTakenEffect = again;
        var pauses = new Pauses(random, Duration.ofMillis(100), Duration.ofSeconds(2));
        long deadline = nanos.getAsLong() + patience.call().toNanos();
        try {
            while (true) {
                var attempt = attempt(call, read, deadline - nanos.getAsLong(), mayHaveTakenEffect);
                if (attempt.result().isPresent()) return attempt.result().get();
                mayHaveTakenEffect = call.key().isPresent();
                var pause = longer(pauses.next(), attempt.said().retryAfter());
                if (nanos.getAsLong() + pause.toNanos() - deadline >= 0) throw noAnswer(call, attempt);
                wait.of(pause);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw noAnswer(call, Attempt.failed(stopped));
        }
    }

    /// The outcome of one attempt: a result, or the problem and the failure behind it.
    private record Attempt<T>(Optional<T> result, Problem said, Optional<Exception> fault) {
        static <T> Attempt<T> failed(Exception fault) {
            var nothing = new Problem(0, "no-answer", "", "", Optional.empty(), Map.of(), List.of());
            return new Attempt<>(Optional.empty(), nothing, Optional.of(fault));
        }
    }

    private <T> Attempt<T> attempt(Call call, Function<Fields, T> read, long leftNanos, boolean mayHaveTakenEffect)
            throws InterruptedException {
        var atMost = Duration.ofNanos(
                Math.max(1, Math.min(leftNanos, patience.attempt().toNanos())));
        Answer answer;
        try {
            answer = transport.send(call, atMost);
        } catch (IOException fault) {
            return Attempt.failed(fault);
        }
        if (answer.status() >= REDIRECT) {
            return new Attempt<>(Optional.empty(), undecided(answer, mayHaveTakenEffect), Optional.empty());
        }
        try {
            return new Attempt<>(
                    Optional.of(read.apply(Json.object(answer.body()))), problem(answer), Optional.empty());
        } catch (NotJson garbage) {
            return new Attempt<>(Optional.empty(), problem(answer), Optional.of(garbage));
        }
    }

    private static Problem problem(Answer answer) {
        return new Problem(answer.status(), "", "", "", answer.retryAfter(), Map.of(), List.of());
    }

    /// Returns the problem if it is not final, and throws it otherwise.
    private static Problem undecided(Answer answer, boolean mayHaveTakenEffect) {
        var problem = Problem.of(answer);
        int status = problem.status();
        if (status == TIMEOUT || status == TOO_MANY || status >= SERVER_FAULT) return problem;
        if (mayHaveTakenEffect && !SAID_OF_THE_KEY.contains(problem.code())) return problem;
        if (ABOUT_MONEY.contains(problem.code())) throw new Refused(problem);
        if (status == PAYMENT_REQUIRED) throw new Refused(problem);
        throw new Rejected(problem);
    }

    private static Duration longer(Duration pause, Optional<Duration> retryAfter) {
        return retryAfter.isPresent() && retryAfter.get().compareTo(pause) > 0 ? retryAfter.get() : pause;
    }

    private static NoAnswer noAnswer(Call call, Attempt<?> last) {
        return new NoAnswer(last.said(), call.key(), last.fault());
    }
}
