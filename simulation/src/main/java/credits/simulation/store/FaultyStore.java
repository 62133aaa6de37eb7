package credits.simulation.store;

import static java.util.Objects.requireNonNullElse;

import credits.simulation.Chooser;
import credits.simulation.Scheduler;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntFunction;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/// The table as a worker sees it through a network: other tasks continue before and after each of its calls, and calls
/// fail as the [FaultPlan] decides.
///
/// There may be one per worker or one for all; they can share a [MemoryStore].
public final class FaultyStore implements DynamoDbClient {
    private final MemoryStore store;
    private final Scheduler scheduler;
    private final Injection injection;
    private final FaultPlan plan;
    private final Map<Fault, Integer> injected = new EnumMap<>(Fault.class);
    private long calls;

    /// @param chooser decides what the plan leaves open, such as the length of a delay
    public FaultyStore(MemoryStore store, Scheduler scheduler, Chooser chooser, FaultPlan plan) {
        this.store = store;
        this.scheduler = scheduler;
        this.injection = new Injection(store, scheduler, chooser);
        this.plan = plan;
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        boolean consistent = requireNonNullElse(request.consistentRead(), false);
        return called(Operation.GET, consistent, 1, asOf -> store.getItem(request, asOf));
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        boolean consistent = requireNonNullElse(request.consistentRead(), false);
        return called(Operation.QUERY, consistent, 1, asOf -> store.query(request, asOf));
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return called(Operation.PUT, true, 1, _ -> store.putItem(request));
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        return called(Operation.UPDATE, true, 1, _ -> store.updateItem(request));
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        int actions = request.transactItems().size();
        return called(Operation.TRANSACTION, true, actions, _ -> store.transactWriteItems(request));
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    /// How often each fault happened; faults that never did are absent.
    public Map<Fault, Integer> injected() {
        return Collections.unmodifiableMap(injected);
    }

    private <R> R called(Operation operation, boolean consistent, int actions, IntFunction<R> effect) {
        var call = new Call(calls++, operation, consistent, actions);
        scheduler.pause();
        var fault = plan.at(call).filter(each -> each.befalls(call));
        scheduler.note(fault.map(each -> operation + " " + each).orElse(operation.name()));
        try {
            return fault.isEmpty() ? effect.apply(store.commits()) : faulty(fault.get(), call, effect);
        } finally {
            scheduler.pause();
        }
    }

    private <R> R faulty(Fault fault, Call call, IntFunction<R> effect) {
        var _ = injected.merge(fault, 1, Integer::sum);
        return injection.of(fault, call, effect);
    }
}
