package credits.simulation.flow;

import static org.assertj.core.api.Assertions.assertThat;

import credits.Sample;
import credits.simulation.flow.FlowSimulation.RunSummary;
import credits.simulation.invariants.InvariantViolationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The whole product on generated input: whatever fails, nothing is lost, doubled or over. `-Dflow=…` replays a seed.
class FlowSimulationTest {
    private static final int ALL = 10_000;
    private static final int A_DAY = 12;

    @Test
    void nothing_is_lost_doubled_or_over_whatever_fails() {
        var runs = seeds().parallelStream().map(FlowSimulationTest::run).toList();

        long events = runs.stream().mapToLong(RunSummary::events).sum();
        long faults = runs.stream().mapToLong(RunSummary::faults).sum();
        System.out.printf(
                "flow: %d seeds, %d events, %d faults, nothing lost, doubled or over%n", runs.size(), events, faults);
        assertThat(events).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1})
    void the_same_seed_reproduces_the_same_run(long seed) {
        assertThat(FlowSimulation.of(seed)).isEqualTo(FlowSimulation.of(seed));
    }

    private static RunSummary run(long seed) {
        try {
            return FlowSimulation.of(seed);
        } catch (InvariantViolationException e) {
            throw new AssertionError(
                    FlowShrinker.describeFailure(FlowScenario.ofSeed(seed)).orElse("not again"), e);
        }
    }

    private static List<Long> seeds() {
        var one = Long.getLong("flow");
        if (one != null) return List.of(one);
        return Sample.below(ALL, A_DAY).stream().map(Integer::longValue).toList();
    }
}
