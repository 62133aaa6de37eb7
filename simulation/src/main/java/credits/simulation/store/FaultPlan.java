package credits.simulation.store;

import credits.simulation.Chooser;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Decides which calls of a run fail, and how.
@FunctionalInterface
public interface FaultPlan {
    /// The fault of this call. A fault that cannot happen to it is ignored.
    Optional<Fault> at(Call call);

    /// No faults.
    static FaultPlan none() {
        return _ -> Optional.empty();
    }

    /// A fault of one call only, counted from 0: for trying every fault at every call.
    static FaultPlan only(long number, Fault fault) {
        return call -> call.number() == number ? Optional.of(fault) : Optional.empty();
    }

    /// The same fault at each call, with this probability.
    static FaultPlan always(Fault fault, double probability, Chooser chooser) {
        return _ -> chooser.chance(probability) ? Optional.of(fault) : Optional.empty();
    }

    /// Each run draws its own probabilities: about half of the faults never happen in it, so that the others also occur
    /// alone; each of the rest happens to up to 10 % of the calls.
    static FaultPlan swarm(Chooser chooser) {
        var probabilities = new EnumMap<Fault, Double>(Fault.class);
        for (var fault : Fault.values()) {
            if (chooser.chance(0.5)) probabilities.put(fault, (1 + chooser.below(10)) / 100.0);
        }
        return call -> probabilities.entrySet().stream()
                .filter(entry -> entry.getKey().befalls(call) && chooser.chance(entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
