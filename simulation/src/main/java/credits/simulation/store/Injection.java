package credits.simulation.store;

import credits.simulation.Chooser;
import credits.simulation.Crash;
import credits.simulation.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/// Injects a fault into a call: what happens to the table, and what the caller sees.
final class Injection {
    private static final int LONGEST_DELAY_MILLIS = 60_000;
    private static final int MOST_PAUSES = 4;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final MemoryStore store;
    private final Scheduler scheduler;
    private final Chooser chooser;

    Injection(MemoryStore store, Scheduler scheduler, Chooser chooser) {
        this.store = store;
        this.scheduler = scheduler;
        this.chooser = chooser;
    }

    /// @param effect the call itself, on the table as of a number of commits
    <R> R of(Fault fault, Call call, IntFunction<R> effect) {
        return switch (fault) {
            case CRASH_BEFORE -> throw new Crash("before " + call);
            case CRASH_AFTER -> throw unheard(effect, new Crash("after " + call));
            case LOST_RESPONSE -> throw unheard(effect, noAnswer());
            case LATE_EFFECT -> throw later(call, effect);
            case REPEATED -> repeated(call, effect);
            case THROTTLED -> throw throttled(call);
            case FAILED_BEFORE -> throw Rejection.internalError();
            case FAILED_AFTER -> throw unheard(effect, Rejection.internalError());
            case CONFLICT -> throw conflict(call);
            case DELAY -> delayed(effect);
            case STALE_READ -> effect.apply(chooser.below(store.commits() + 1));
        };
    }

    /// The call is executed, whatever its result; the caller sees `instead`.
    private <T extends Throwable> T unheard(IntFunction<?> effect, T instead) {
        try {
            var _ = effect.apply(store.commits());
        } catch (DynamoDbException unheard) {
            return instead;
        }
        return instead;
    }

    private SdkClientException later(Call call, IntFunction<?> effect) {
        var timeout = noAnswer();
        scheduler.task("late " + call.operation() + " of step " + scheduler.steps(), () -> {
            delay();
            scheduler.note("late effect");
            var _ = unheard(effect, timeout);
        });
        return timeout;
    }

    /// The SDK gives a transaction a token, by which DynamoDB recognises the retry; a put or update has none.
    private <R> R repeated(Call call, IntFunction<R> effect) {
        var first = Optional.<R>empty();
        try {
            first = Optional.of(effect.apply(store.commits()));
        } catch (DynamoDbException unheard) {
            scheduler.note("lost result " + unheard.awsErrorDetails().errorCode());
        }
        delay();
        if (call.operation() == Operation.TRANSACTION && first.isPresent()) return first.get();
        return effect.apply(store.commits());
    }

    private <R> R delayed(IntFunction<R> effect) {
        delay();
        return effect.apply(store.commits());
    }

    /// Other tasks continue meanwhile; sometimes time passes too, so that a worker wakes up after its deadline.
    private void delay() {
        for (int pauses = 1 + chooser.below(MOST_PAUSES); pauses > 0; pauses--) scheduler.pause();
        if (chooser.chance(0.5)) scheduler.sleep(Duration.ofMillis(1 + chooser.below(LONGEST_DELAY_MILLIS)));
    }

    private SdkClientException noAnswer() {
        if (chooser.chance(0.5)) return ApiCallTimeoutException.create(TIMEOUT.toMillis());
        return SdkClientException.create("Unable to execute HTTP request: Read timed out");
    }

    private DynamoDbException throttled(Call call) {
        if (call.operation() == Operation.TRANSACTION && chooser.chance(0.5)) {
            return oneReason(call, Rejection.reason("ThrottlingError", "Throughput exceeds the current capacity"));
        }
        return chooser.among(List.of(Rejection.throughputExceeded(), Rejection.throttled(), Rejection.tooMany()));
    }

    private DynamoDbException conflict(Call call) {
        if (call.operation() != Operation.TRANSACTION) return Rejection.conflict();
        return oneReason(call, Rejection.conflictReason());
    }

    private DynamoDbException oneReason(Call call, CancellationReason reason) {
        var reasons = new ArrayList<>(Collections.nCopies(call.actions(), Rejection.NONE));
        var _ = reasons.set(chooser.below(call.actions()), reason);
        return Rejection.cancelled(reasons);
    }
}
