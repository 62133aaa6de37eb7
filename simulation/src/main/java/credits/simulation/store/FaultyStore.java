package credits.simulation.store;

import static java.util.Objects.requireNonNullElse;

import credits.simulation.ChoiceSource;
import credits.simulation.DeterministicScheduler;
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
/// There may be one per worker or one for all; they can share an [InMemoryStore].
public final class FaultyStore implements DynamoDbClient {
    private final InMemoryStore store;
    private final DeterministicScheduler scheduler;
    private final FaultInjector injector;
    private final FaultPlan plan;
    private final Map<StoreFault, Integer> injectedFaults = new EnumMap<>(StoreFault.class);
    private long calls;

    /// @param choices decides what the plan leaves open, such as the length of a delay
    public FaultyStore(InMemoryStore store, DeterministicScheduler scheduler, ChoiceSource choices, FaultPlan plan) {
        this.store = store;
        this.scheduler = scheduler;
        this.injector = new FaultInjector(store, scheduler, choices);
        this.plan = plan;
    }

    @Override
    public GetItemResponse getItem(GetItemRequest request) {
        boolean consistent = requireNonNullElse(request.consistentRead(), false);
        return call(StoreOperation.GET, consistent, 1, asOf -> store.getItem(request, asOf));
    }

    @Override
    public QueryResponse query(QueryRequest request) {
        boolean consistent = requireNonNullElse(request.consistentRead(), false);
        return call(StoreOperation.QUERY, consistent, 1, asOf -> store.query(request, asOf));
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        return call(StoreOperation.PUT, true, 1, _ -> store.putItem(request));
    }

    @Override
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        return call(StoreOperation.UPDATE, true, 1, _ -> store.updateItem(request));
    }

    @Override
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        int actions = request.transactItems().size();
        return call(StoreOperation.TRANSACTION, true, actions, _ -> store.transactWriteItems(request));
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    /// The number of times that each fault happened; faults that never did are absent.
    public Map<StoreFault, Integer> injectedFaults() {
        return Collections.unmodifiableMap(injectedFaults);
    }

    private <R> R call(StoreOperation operation, boolean consistent, int actions, IntFunction<R> effect) {
        var call = new StoreCall(calls++, operation, consistent, actions);
        scheduler.pause();
        var fault = plan.faultAt(call).filter(each -> each.appliesTo(call));
        scheduler.record(fault.map(each -> operation + " " + each).orElse(operation.name()));
        try {
            return fault.isEmpty() ? effect.apply(store.commits()) : callWithFault(fault.get(), call, effect);
        } finally {
            scheduler.pause();
        }
    }

    private <R> R callWithFault(StoreFault fault, StoreCall call, IntFunction<R> effect) {
        var _ = injectedFaults.merge(fault, 1, Integer::sum);
        return injector.inject(fault, call, effect);
    }
}
