package credits.simulation.invariants;

import credits.simulation.ChoiceSource;
import credits.simulation.DeterministicScheduler;
import credits.simulation.store.StoreFault;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The environment of a run: a table named `credits`, and how workers reach it.
interface SimulationEnvironment {
    String TABLE_NAME = "credits";

    /// The table behind a network that fails, and that lets other workers continue at every call.
    DynamoDbClient faultyStore(DeterministicScheduler scheduler, ChoiceSource choices);

    /// The table itself.
    DynamoDbClient store();

    /// Every item written so far; a later result begins with an earlier one. The segments of one account are in the
    /// order of their commits.
    List<Map<String, AttributeValue>> writtenItems();

    /// The number of times that each fault was injected.
    Map<StoreFault, Integer> injectedFaults();
}
