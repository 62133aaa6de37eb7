package credits.simulation.laws;

import credits.simulation.Chooser;
import credits.simulation.Scheduler;
import credits.simulation.store.Fault;
import credits.simulation.store.FaultPlan;
import credits.simulation.store.FaultyStore;
import credits.simulation.store.MemoryStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The store in memory, with every kind of fault.
final class MemoryStage implements Stage {
    private static final long FAULTY_CALLS = 800;

    private final MemoryStore store = new MemoryStore(TABLE);
    private Optional<FaultyStore> network = Optional.empty();

    @Override
    public DynamoDbClient network(Scheduler scheduler, Chooser chooser) {
        var plan = untilTheyStop(FaultPlan.swarm(chooser));
        network = Optional.of(new FaultyStore(store, scheduler, chooser, plan));
        return network.get();
    }

    // Faults end after a number of calls, and then everything pending must be settled.
    private static FaultPlan untilTheyStop(FaultPlan plan) {
        return call -> call.number() < FAULTY_CALLS ? plan.at(call) : Optional.empty();
    }

    @Override
    public DynamoDbClient table() {
        return store;
    }

    @Override
    public List<Map<String, AttributeValue>> written() {
        return store.history();
    }

    @Override
    public Map<Fault, Integer> faults() {
        return network.map(FaultyStore::injected).orElse(Map.of());
    }
}
