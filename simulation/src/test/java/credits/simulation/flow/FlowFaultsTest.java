package credits.simulation.flow;

import static org.assertj.core.api.Assertions.assertThat;

import credits.Sample;
import credits.simulation.ChoiceSource;
import credits.simulation.flow.FlowScenario.PlannedFaults;
import credits.simulation.flow.FlowSimulation.RunSummary;
import credits.simulation.store.StoreCall;
import credits.simulation.store.StoreFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Each fault at each call of a small run, and pairs of those that hide whether a write happened: reports, a hold and
/// its settlement, a change of limits and a top-up, with all that follows from them. The normal run samples them,
/// `-Dfull=true` has each single one, and more pairs.
class FlowFaultsTest {
    /// A top-up of which a part is refunded.
    private static final long SEED = 6;
    /// Buyers pay by card, by a debit that a bank confirms or returns, or not at all; some get the money back.
    private static final long SEEDS_OF_SERVICES = 8;
    private static final int A_DAY = 10;
    private static final int PAIRS = Sample.FULL ? 1_500 : A_DAY;
    private static final List<StoreFault> DOUBTFUL = List.of(StoreFault.CRASH_AFTER, StoreFault.LOST_RESPONSE);

    @Test
    void nothing_is_lost_or_doubled_whichever_call_of_the_table_fails() {
        var runs = new ArrayList<FlowScenario>();
        for (var call : withoutFaults(SEED).tableCalls()) {
            for (var fault : StoreFault.values()) {
                if (fault.appliesTo(call)) runs.add(run(SEED, Map.of(call.index(), fault), Map.of()));
            }
        }

        check(Sample.of(runs, A_DAY), runs.size());
    }

    @Test
    void nothing_is_lost_or_doubled_whichever_call_of_another_service_fails() {
        var runs = new ArrayList<FlowScenario>();
        for (long seed = 0; seed < SEEDS_OF_SERVICES; seed++) {
            for (int call = 0; call < withoutFaults(seed).serviceCalls(); call++) {
                for (var fault : ServiceFault.values()) runs.add(run(seed, Map.of(), Map.of(call, fault)));
            }
        }

        check(Sample.of(runs, A_DAY), runs.size());
    }

    @Test
    void nothing_is_lost_or_doubled_whichever_two_writes_are_in_doubt() {
        var writes = withoutFaults(SEED).tableCalls().stream()
                .filter(call -> !call.operation().isRead())
                .map(StoreCall::index)
                .toList();
        var choices = ChoiceSource.seeded(Sample.seed());
        var runs = new ArrayList<FlowScenario>();
        while (runs.size() < PAIRS) {
            long first = choices.pick(writes);
            long second = choices.pick(writes);
            if (first == second) continue;
            var faults = Map.of(first, choices.pick(DOUBTFUL), second, choices.pick(DOUBTFUL));
            runs.add(run(SEED, faults, Map.of()));
        }

        // The first may end the call that would have made the second.
        check(runs, runs.size());
    }

    private static FlowScenario run(long seed, Map<Long, StoreFault> ofTable, Map<Integer, ServiceFault> ofServices) {
        return new FlowScenario(seed, 1, 2, 1, 1, 1, new PlannedFaults(ofTable, ofServices));
    }

    private static RunSummary withoutFaults(long seed) {
        return FlowSimulation.of(run(seed, Map.of(), Map.of()));
    }

    private static void check(List<FlowScenario> runs, int of) {
        var summaries = runs.parallelStream().map(FlowSimulation::of).toList();

        System.out.printf("flow: %d of %d planned faults%n", runs.size(), of);
        assertThat(summaries)
                .isNotEmpty()
                .allSatisfy(summary -> assertThat(summary.faults()).isPositive());
    }
}
