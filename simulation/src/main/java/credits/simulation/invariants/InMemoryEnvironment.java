package credits.simulation.invariants;

import credits.simulation.ChoiceSource;
import credits.simulation.DeterministicScheduler;
import credits.simulation.store.FaultPlan;
import credits.simulation.store.FaultyStore;
import credits.simulation.store.InMemoryStore;
import credits.simulation.store.StoreFault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The store in memory, with every kind of fault.
final class InMemoryEnvironment implements SimulationEnvironment {
    private static final long MAX_FAULTY_CALLS = 800;

    private final InMemoryStore store = new InMemoryStore(TABLE_NAME);
    private Optional<FaultyStore> network = Optional.empty();

    @Override
    public DynamoDbClient faultyStore(DeterministicScheduler scheduler, ChoiceSource choices) {
        var plan = forFirstCalls(FaultPlan.swarm(choices));
        network = Optional.of(new FaultyStore(store, scheduler, choices, plan));
        return network.get();
    }

    // Faults end after a number of calls, and then everything pending must be settled.
    private static FaultPlan forFirstCalls(FaultPlan plan) {
        return call -> call.index() < MAX_FAULTY_CALLS ? plan.faultAt(call) : Optional.empty();
    }

    @Override
    public DynamoDbClient store() {
        return store;
    }

    @Override
    public List<Map<String, AttributeValue>> writtenItems() {
        return store.history();
    }

    @Override
    public Map<StoreFault, Integer> injectedFaults() {
        return network.map(FaultyStore::injectedFaults).orElse(Map.of());
    }
}
