package credits.simulation.store;

import credits.simulation.Chooser;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Says what goes wrong with each call of a run.
@FunctionalInterface
public interface FaultPlan {
    /// What goes wrong with `call`. A fault that cannot befall it does nothing.
    Optional<Fault> at(Call call);

    /// Nothing goes wrong.
    static FaultPlan none() {
        return _ -> Optional.empty();
    }

    /// Only this call goes wrong, counted from 0: for trying every fault at every call.
    static FaultPlan only(long number, Fault fault) {
        return call -> call.number() == number ? Optional.of(fault) : Optional.empty();
    }

    /// Each call goes wrong in this way by this probability.
    static FaultPlan always(Fault fault, double probability, Chooser chooser) {
        return _ -> chooser.chance(probability) ? Optional.of(fault) : Optional.empty();
    }

    /// Each run draws its own probabilities: about half of the faults never happen in it, so that the others are
    /// seen alone too, and the rest by up to 10 % a call each.
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
