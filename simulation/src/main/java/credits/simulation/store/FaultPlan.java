package credits.simulation.store;

import credits.simulation.ChoiceSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Decides which calls of a run fail, and how.
@FunctionalInterface
public interface FaultPlan {
    /// The fault of this call. A fault that cannot happen to it is ignored.
    Optional<StoreFault> faultAt(StoreCall call);

    /// No faults.
    static FaultPlan none() {
        return _ -> Optional.empty();
    }

    /// A fault of one call only, counted from 0: for trying every fault at every call.
    static FaultPlan only(long number, StoreFault fault) {
        return call -> call.index() == number ? Optional.of(fault) : Optional.empty();
    }

    /// The same fault at each call, with this probability.
    static FaultPlan always(StoreFault fault, double probability, ChoiceSource choices) {
        return _ -> choices.nextBoolean(probability) ? Optional.of(fault) : Optional.empty();
    }

    /// Each run draws its own probabilities: about half of the faults never happen in it, so that the others also occur
    /// alone; each of the rest happens to up to 10 % of the calls.
    static FaultPlan swarm(ChoiceSource choices) {
        var probabilities = new EnumMap<StoreFault, Double>(StoreFault.class);
        for (var fault : StoreFault.values()) {
            if (choices.nextBoolean(0.5)) probabilities.put(fault, (1 + choices.nextInt(10)) / 100.0);
        }
        return call -> probabilities.entrySet().stream()
                .filter(entry -> entry.getKey().appliesTo(call) && choices.nextBoolean(entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
