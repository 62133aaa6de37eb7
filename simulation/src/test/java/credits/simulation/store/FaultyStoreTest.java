package credits.simulation.store;

import static credits.simulation.store.RequestFixture.TABLE;
import static credits.simulation.store.RequestFixture.at;
import static credits.simulation.store.RequestFixture.get;
import static credits.simulation.store.RequestFixture.number;
import static credits.simulation.store.RequestFixture.put;
import static credits.simulation.store.RequestFixture.putIfAbsent;
import static credits.simulation.store.RequestFixture.query;
import static credits.simulation.store.RequestFixture.transactPut;
import static credits.simulation.store.RequestFixture.with;
import static org.assertj.core.api.Assertions.assertThat;

import credits.simulation.ChoiceSource;
import credits.simulation.DeterministicScheduler;
import credits.simulation.SimulatedCrash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

class FaultyStoreTest {
    private static final Map<String, AttributeValue> ITEM = at("O#acme", "L#000000000000");

    private final InMemoryStore memory = new InMemoryStore(TABLE);

    @ParameterizedTest
    @CsvSource(textBlock = """
            CRASH_BEFORE  | false | SimulatedCrash
            CRASH_AFTER   | true  | SimulatedCrash
            LOST_RESPONSE | true  | SdkClient ApiCallTimeout
            LATE_EFFECT   | true  | SdkClient ApiCallTimeout
            REPEATED      | true  | ConditionalCheckFailed
            THROTTLED     | false | Throttling RequestLimitExceeded ProvisionedThroughputExceeded
            FAILED_BEFORE | false | InternalServerError
            FAILED_AFTER  | true  | InternalServerError
            CONFLICT      | false | TransactionConflict
            DELAY         | true  | nothing
            STALE_READ    | true  | nothing
            """, delimiter = '|')
    void each_fault_of_a_put_has_its_effect_and_its_response(StoreFault fault, boolean isStored, String heard) {
        var scheduler = scheduler(1);
        var client = new FaultyStore(memory, scheduler, ChoiceSource.seeded(1), FaultPlan.only(0, fault));

        scheduler.addTask("worker", () -> {
            var _ = client.putItem(putIfAbsent(ITEM));
        });
        scheduler.run();

        var death = scheduler.failures().get("worker");
        assertThat(heard.split(" "))
                .contains(
                        death == null
                                ? "nothing"
                                : death.getClass().getSimpleName().replace("Exception", ""));
        assertThat(memory.history()).hasSize(isStored ? 1 : 0);
        assertThat(client.injectedFaults().containsKey(fault)).isEqualTo(fault != StoreFault.STALE_READ);
    }

    @Test
    void a_put_repeated_by_the_SDK_returns_our_own_item() {
        var client =
                new FaultyStore(memory, scheduler(1), ChoiceSource.seeded(1), FaultPlan.only(0, StoreFault.REPEATED));
        var mine = with(ITEM, "n", number(7));

        var callResult = CallResult.of(client, each -> each.putItem(putIfAbsent(mine)));

        assertThat(((CallResult.ErrorResult) callResult).item()).isEqualTo(mine);
    }

    @Test
    void a_transaction_repeated_by_the_SDK_is_recognised_by_its_token() {
        var client =
                new FaultyStore(memory, scheduler(1), ChoiceSource.seeded(1), FaultPlan.only(0, StoreFault.REPEATED));
        var absent = transactPut(put -> put.item(ITEM).conditionExpression("attribute_not_exists(p)"));

        var callResult = CallResult.of(client, each -> each.transactWriteItems(write -> write.transactItems(absent)));

        assertThat(callResult).isEqualTo(new CallResult.WriteResult());
        assertThat(memory.history()).hasSize(1);
    }

    @Test
    void a_late_effect_happens_after_the_caller_has_continued() {
        var seen = new HashSet<Boolean>();

        for (long seed = 0; seed < 20; seed++) {
            var store = new InMemoryStore(TABLE);
            var scheduler = scheduler(seed);
            var client = new FaultyStore(
                    store, scheduler, ChoiceSource.seeded(seed), FaultPlan.only(0, StoreFault.LATE_EFFECT));
            scheduler.addTask("worker", () -> {
                unanswered(() -> {
                    var _ = client.putItem(putIfAbsent(ITEM));
                });
                seen.add(client.getItem(get(ITEM)).hasItem());
            });
            scheduler.run();
            assertThat(store.history()).hasSize(1);
        }

        assertThat(seen).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void a_conflict_of_a_transaction_blames_one_action_and_changes_nothing() {
        var client =
                new FaultyStore(memory, scheduler(1), ChoiceSource.seeded(1), FaultPlan.only(0, StoreFault.CONFLICT));

        var callResult = CallResult.of(
                client,
                each -> each.transactWriteItems(write -> write.transactItems(
                        transactPut(put -> put.item(at("P", "1"))), transactPut(put -> put.item(at("P", "2"))))));

        assertThat(((CallResult.ErrorResult) callResult).type()).isEqualTo(TransactionCanceledException.class);
        assertThat(((CallResult.ErrorResult) callResult).cancellationResults())
                .extracting(CallResult.CancellationResult::code)
                .containsExactlyInAnyOrder("None", "TransactionConflict");
        assertThat(memory.history()).isEmpty();
    }

    @Test
    void an_eventually_consistent_read_sees_any_past_state_and_a_consistent_one_the_present() {
        for (int i = 0; i < 3; i++) {
            var _ = memory.putItem(put(at("P", Integer.toString(i))));
        }
        var choices = ChoiceSource.seeded(1);
        var client =
                new FaultyStore(memory, scheduler(1), choices, FaultPlan.always(StoreFault.STALE_READ, 1, choices));
        var stale = new HashSet<Integer>();
        var consistent = new HashSet<Integer>();

        for (int i = 0; i < 100; i++) {
            stale.add(client.query(query("P").copy(query -> query.consistentRead(false)))
                    .count());
            consistent.add(client.query(query("P")).count());
        }

        assertThat(stale).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(consistent).containsExactly(3);
    }

    @Test
    void two_workers_interleave_between_any_two_calls() {
        var outcomes = new HashSet<List<String>>();

        for (long seed = 0; seed < 200; seed++) {
            var store = new InMemoryStore(TABLE);
            var scheduler = scheduler(seed);
            var client = new FaultyStore(store, scheduler, ChoiceSource.seeded(seed), FaultPlan.none());
            var winners = new ArrayList<String>();
            for (var name : List.of("a", "b")) {
                scheduler.addTask(name, () -> {
                    if (client.getItem(get(ITEM)).hasItem()) return;
                    winners.add(name);
                    var _ = client.putItem(putIfAbsent(ITEM));
                });
            }
            scheduler.run();
            outcomes.add(winners.stream().sorted().toList());
        }

        assertThat(outcomes).containsExactlyInAnyOrder(List.of("a"), List.of("b"), List.of("a", "b"));
    }

    @Test
    void a_swarm_of_seeds_injects_every_fault_alone_and_with_others() {
        var marks = new EnumMap<StoreFault, Integer>(StoreFault.class);
        var kinds = new HashSet<Integer>();

        for (long seed = 0; seed < 500; seed++) {
            var run = run(seed);
            run.injected().forEach((fault, count) -> marks.merge(fault, count, Integer::sum));
            kinds.add(run.injected().size());
        }

        System.out.println("faults injected: " + marks);
        assertThat(marks).containsOnlyKeys(StoreFault.values());
        assertThat(marks.values()).allMatch(count -> count > 100);
        assertThat(kinds).contains(1, 2, 5);
    }

    @Test
    void the_same_seed_makes_the_same_run_with_its_faults() {
        for (long seed = 0; seed < 100; seed++) {
            var once = run(seed);
            var again = run(seed);

            assertThat(again.hash()).as("seed %d", seed).isEqualTo(once.hash());
            assertThat(again.injected()).isEqualTo(once.injected());
            assertThat(again.history()).isEqualTo(once.history());
        }
    }

    private record Run(long hash, Map<StoreFault, Integer> injected, List<Map<String, AttributeValue>> history) {}

    /// Three workers count together: each reads the newest number and puts the next one if it does not exist yet.
    private static Run run(long seed) {
        var store = new InMemoryStore(TABLE);
        var choices = ChoiceSource.seeded(seed);
        var scheduler = new DeterministicScheduler(choices, Instant.EPOCH, 100_000);
        var client = new FaultyStore(store, scheduler, choices, FaultPlan.swarm(choices));
        for (var name : List.of("a", "b", "c")) {
            scheduler.addTask(name, () -> {
                for (int i = 0; i < 10; i++) count(client);
            });
        }
        scheduler.run();
        assertThat(scheduler.failures().values()).allMatch(SimulatedCrash.class::isInstance);
        return new Run(scheduler.traceHash(), client.injectedFaults(), store.history());
    }

    private static void count(DynamoDbClient client) {
        try {
            var numbers = client.query(query("N").copy(query -> query.consistentRead(false)));
            var next = at("N", "%04d".formatted(numbers.count()));
            var _ = client.putItem(putIfAbsent(next));
            var _ = client.transactWriteItems(write -> write.transactItems(transactPut(put -> put.item(at("T", "1")))));
        } catch (SdkException e) {
            assertThat(e).hasMessageNotContaining("Validation");
        }
    }

    private static void unanswered(Runnable call) {
        try {
            call.run();
        } catch (SdkException e) {
            assertThat(e).isInstanceOf(SdkClientException.class);
        }
    }

    private static DeterministicScheduler scheduler(long seed) {
        return new DeterministicScheduler(ChoiceSource.seeded(seed), Instant.EPOCH, 100_000);
    }
}
