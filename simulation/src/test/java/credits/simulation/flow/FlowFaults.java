package credits.simulation.flow;

import credits.simulation.ChoiceSource;
import credits.simulation.flow.FlowScenario.PlannedFaults;
import credits.simulation.flow.FlowScenario.RandomFaults;
import credits.simulation.store.FaultPlan;
import credits.simulation.store.StoreCall;
import credits.simulation.store.StoreFault;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides which calls of a run fail, and how, until the faults are over.
abstract class FlowFaults {
    private final List<StoreCall> tableCalls = new ArrayList<>();
    private int serviceCalls;
    private boolean areOver;

    static FlowFaults of(FlowScenario scenario, ChoiceSource choices) {
        return switch (scenario.faults()) {
            case RandomFaults all -> new Swarm(all, choices);
            case PlannedFaults planned -> new Planned(planned);
        };
    }

    /// The fault of a call to the table.
    final Optional<StoreFault> ofTable(StoreCall call) {
        if (areOver) return Optional.empty();
        tableCalls.add(call);
        return nextOfTable(call);
    }

    /// The fault of the next call to any other service.
    final Optional<ServiceFault> ofService() {
        return areOver ? Optional.empty() : nextOfService(serviceCalls++);
    }

    /// From now on, nothing fails.
    final void end() {
        areOver = true;
    }

    /// The calls to the table while there were faults.
    final List<StoreCall> tableCalls() {
        return tableCalls;
    }

    /// The number of calls to other services while there were faults.
    final int serviceCalls() {
        return serviceCalls;
    }

    abstract Optional<StoreFault> nextOfTable(StoreCall call);

    abstract Optional<ServiceFault> nextOfService(int number);

    /// Draws the probabilities of the run's faults: about half of them never happen in it.
    private static final class Swarm extends FlowFaults {
        private final RandomFaults limits;
        private final ChoiceSource choices;
        private final FaultPlan plan;
        private final Map<ServiceFault, Double> probabilities = new EnumMap<>(ServiceFault.class);
        private int faults;

        private Swarm(RandomFaults limits, ChoiceSource choices) {
            this.limits = limits;
            this.choices = choices;
            this.plan = FaultPlan.swarm(choices);
            for (var fault : ServiceFault.values()) {
                if (choices.nextBoolean(0.5)) probabilities.put(fault, (1 + choices.nextInt(10)) / 100.0);
            }
        }

        @Override
        Optional<StoreFault> nextOfTable(StoreCall call) {
            return admitted(plan.faultAt(call));
        }

        @Override
        Optional<ServiceFault> nextOfService(int number) {
            return admitted(probabilities.entrySet().stream()
                    .filter(entry -> choices.nextBoolean(entry.getValue()))
                    .map(Map.Entry::getKey)
                    .findFirst());
        }

        private <F> Optional<F> admitted(Optional<F> fault) {
            if (fault.isEmpty()) return fault;
            int number = faults++;
            boolean happens = number < limits.atMost() && !limits.without().contains(number);
            return happens ? fault : Optional.empty();
        }
    }

    private static final class Planned extends FlowFaults {
        private final PlannedFaults planned;

        private Planned(PlannedFaults planned) {
            this.planned = planned;
        }

        @Override
        Optional<StoreFault> nextOfTable(StoreCall call) {
            return Optional.ofNullable(planned.ofTable().get(call.index()));
        }

        @Override
        Optional<ServiceFault> nextOfService(int number) {
            return Optional.ofNullable(planned.ofServices().get(number));
        }
    }
}
