package credits.simulation.flow;

import credits.simulation.ChoiceSource;
import credits.simulation.DeterministicScheduler;
import credits.simulation.SimulatedCrash;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is between the functions and the services that they call: other tasks continue before and after each call, and
/// calls fail until the faults of the run are over.
final class ServicePort {
    private static final int MAX_DELAY_MILLIS = 60_000;

    private final DeterministicScheduler scheduler;
    private final ChoiceSource choices;
    private final FlowFaults faults;
    private final Map<ServiceFault, Integer> injectedFaults = new EnumMap<>(ServiceFault.class);

    ServicePort(DeterministicScheduler scheduler, ChoiceSource choices, FlowFaults faults) {
        this.scheduler = scheduler;
        this.choices = choices;
        this.faults = faults;
    }

    /// The number of times that each fault happened.
    Map<ServiceFault, Integer> injectedFaults() {
        return Collections.unmodifiableMap(injectedFaults);
    }

    /// Calls the service.
    ///
    /// @param name the call, for the timeline
    /// @param noAnswer what the function's client throws without an answer
    <T extends @Nullable Object, E extends Exception> T call(String name, ServiceCall<T, E> call, Supplier<E> noAnswer)
            throws E {
        scheduler.pause();
        var fault = faults.ofService();
        scheduler.record(fault.map(each -> name + " " + each).orElse(name));
        try {
            if (fault.isEmpty()) return call.send();
            var _ = injectedFaults.merge(fault.get(), 1, Integer::sum);
            return fail(fault.get(), name, call, noAnswer);
        } finally {
            scheduler.pause();
        }
    }

    /// A call to a service.
    interface ServiceCall<T extends @Nullable Object, E extends Exception> {
        T send() throws E;
    }

    private <T extends @Nullable Object, E extends Exception> T fail(
            ServiceFault fault, String name, ServiceCall<T, E> call, Supplier<E> noAnswer) throws E {
        return switch (fault) {
            case CRASH_BEFORE -> throw new SimulatedCrash("before " + name);
            case CRASH_AFTER -> {
                var _ = call.send();
                throw new SimulatedCrash("after " + name);
            }
            case UNAVAILABLE -> throw noAnswer.get();
            case LOST_RESPONSE -> {
                var _ = call.send();
                throw noAnswer.get();
            }
            case SLOW -> {
                scheduler.sleep(Duration.ofMillis(choices.nextInt(MAX_DELAY_MILLIS)));
                yield call.send();
            }
        };
    }
}
