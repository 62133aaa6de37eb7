package credits.simulation.laws;

import credits.simulation.Chooser;
import credits.simulation.Scheduler;
import credits.simulation.store.Fault;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The environment of a run: a table named `credits`, and how workers reach it.
interface Stage {
    String TABLE = "credits";

    /// The table behind a network that fails, and that lets other workers continue at every call.
    DynamoDbClient network(Scheduler scheduler, Chooser chooser);

    /// The table itself.
    DynamoDbClient table();

    /// Every item written so far; a later result begins with an earlier one. The segments of one account are in the
    /// order of their commits.
    List<Map<String, AttributeValue>> written();

    /// How often each fault was injected.
    Map<Fault, Integer> faults();
}
