package credits.simulation.store;

import credits.simulation.ChoiceSource;
import credits.simulation.DeterministicScheduler;
import credits.simulation.SimulatedCrash;
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
final class FaultInjector {
    private static final int MAX_DELAY_MILLIS = 60_000;
    private static final int MAX_PAUSES = 4;
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final InMemoryStore store;
    private final DeterministicScheduler scheduler;
    private final ChoiceSource choices;

    FaultInjector(InMemoryStore store, DeterministicScheduler scheduler, ChoiceSource choices) {
        this.store = store;
        this.scheduler = scheduler;
        this.choices = choices;
    }

    /// @param effect the call itself, on the table as of a number of commits
    <R> R inject(StoreFault fault, StoreCall call, IntFunction<R> effect) {
        return switch (fault) {
            case CRASH_BEFORE -> throw new SimulatedCrash("before " + call);
            case CRASH_AFTER -> throw loseResult(effect, new SimulatedCrash("after " + call));
            case LOST_RESPONSE -> throw loseResult(effect, timeout());
            case LATE_EFFECT -> throw scheduleLater(call, effect);
            case REPEATED -> repeat(call, effect);
            case THROTTLED -> throw throttled(call);
            case FAILED_BEFORE -> throw DynamoDbErrors.internalError();
            case FAILED_AFTER -> throw loseResult(effect, DynamoDbErrors.internalError());
            case CONFLICT -> throw conflict(call);
            case DELAY -> delayThenApply(effect);
            case STALE_READ -> effect.apply(choices.nextInt(store.commits() + 1));
        };
    }

    /// The call is executed, whatever its result; the caller sees `instead`.
    private <T extends Throwable> T loseResult(IntFunction<?> effect, T instead) {
        try {
            var _ = effect.apply(store.commits());
        } catch (DynamoDbException e) {
            return instead;
        }
        return instead;
    }

    private SdkClientException scheduleLater(StoreCall call, IntFunction<?> effect) {
        var timeout = timeout();
        scheduler.addTask("late " + call.operation() + " of step " + scheduler.steps(), () -> {
            delay();
            scheduler.record("late effect");
            var _ = loseResult(effect, timeout);
        });
        return timeout;
    }

    /// The SDK gives a transaction a token, by which DynamoDB recognises the retry; a put or update has none.
    private <R> R repeat(StoreCall call, IntFunction<R> effect) {
        var first = Optional.<R>empty();
        try {
            first = Optional.of(effect.apply(store.commits()));
        } catch (DynamoDbException e) {
            scheduler.record("lost result " + e.awsErrorDetails().errorCode());
        }
        delay();
        if (call.operation() == StoreOperation.TRANSACTION && first.isPresent()) return first.get();
        return effect.apply(store.commits());
    }

    private <R> R delayThenApply(IntFunction<R> effect) {
        delay();
        return effect.apply(store.commits());
    }

    /// Other tasks continue meanwhile; sometimes time passes too, so that a worker wakes up after its deadline.
    private void delay() {
        for (int pauses = 1 + choices.nextInt(MAX_PAUSES); pauses > 0; pauses--) scheduler.pause();
        if (choices.nextBoolean(0.5)) scheduler.sleep(Duration.ofMillis(1 + choices.nextInt(MAX_DELAY_MILLIS)));
    }

    private SdkClientException timeout() {
        if (choices.nextBoolean(0.5)) return ApiCallTimeoutException.create(TIMEOUT.toMillis());
        return SdkClientException.create("Unable to execute HTTP request: Read timed out");
    }

    private DynamoDbException throttled(StoreCall call) {
        if (call.operation() == StoreOperation.TRANSACTION && choices.nextBoolean(0.5)) {
            return cancelledByOne(
                    call, DynamoDbErrors.reason("ThrottlingError", "Throughput exceeds the current capacity"));
        }
        return choices.pick(List.of(
                DynamoDbErrors.throughputExceeded(),
                DynamoDbErrors.throttled(),
                DynamoDbErrors.requestLimitExceeded()));
    }

    private DynamoDbException conflict(StoreCall call) {
        if (call.operation() != StoreOperation.TRANSACTION) return DynamoDbErrors.conflict();
        return cancelledByOne(call, DynamoDbErrors.conflictReason());
    }

    private DynamoDbException cancelledByOne(StoreCall call, CancellationReason reason) {
        var reasons = new ArrayList<>(Collections.nCopies(call.itemCount(), DynamoDbErrors.NONE));
        var _ = reasons.set(choices.nextInt(call.itemCount()), reason);
        return DynamoDbErrors.cancelled(reasons);
    }
}
