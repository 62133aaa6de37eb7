package credits.simulation.flow;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import credits.HandlerInvoker;
import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import credits.simulation.SimulatedCrash;
import credits.simulation.invariants.InvariantViolationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// A function with its instances. Each serves one call at a time, and a crash ends it. All that it logs is checked.
final class SimulatedFunction {
    private final String name;
    private final Supplier<RequestStreamHandler> newHandler;
    private final FlowSystem system;
    private final LogCheck logCheck;
    private final List<HandlerInvoker> idle = new ArrayList<>();

    SimulatedFunction(String name, Supplier<RequestStreamHandler> newHandler, FlowSystem system, LogCheck logCheck) {
        this.name = name;
        this.newHandler = newHandler;
        this.system = system;
        this.logCheck = logCheck;
    }

    /// The response to an event; empty if the call failed.
    ///
    /// @param organisations those that the event is about
    Optional<JsonNode> invoke(String event, Set<String> organisations) {
        return call(organisations, instance -> instance.invoke(event));
    }

    /// The response to a request of a member; empty if the call failed.
    Optional<HandlerResponse> callRoute(TestRequest request, Set<String> organisations) {
        return call(organisations, instance -> instance.callRoute(request));
    }

    private <T> Optional<T> call(Set<String> organisations, Function<HandlerInvoker, T> call) {
        system.scheduler.record(name);
        // The last used instance, as Lambda does, or a new one.
        var instance = idle.isEmpty() || system.choices.nextBoolean(0.1)
                ? new HandlerInvoker(newHandler.get())
                : idle.removeLast();
        try {
            var response = system.tenantCheck.callFor(organisations, () -> call.apply(instance));
            idle.add(instance);
            return Optional.of(response);
        } catch (SimulatedCrash crash) {
            system.scheduler.record(name + " crashed");
            return Optional.empty();
        } catch (InvariantViolationException violation) {
            throw violation;
        } catch (RuntimeException error) {
            system.scheduler.record(name + " failed with " + error.getClass().getSimpleName());
            idle.add(instance);
            return Optional.empty();
        } finally {
            logCheck.check(name, instance.takeLog());
            system.queues.wake();
        }
    }
}
