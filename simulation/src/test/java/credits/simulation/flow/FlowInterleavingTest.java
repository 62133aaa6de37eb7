package credits.simulation.flow;

import static org.assertj.core.api.Assertions.assertThat;

import credits.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Functions that work on one account at the same moment: interrupted at each step by each of the others, and at two
/// steps. The normal run samples the interruptions, `-Dfull=true` has each single one, and more pairs.
class FlowInterleavingTest {
    /// A payment of which a part is refunded, so that nine tasks can go on at the same moment.
    private static final long SEED = 6;

    private static final int PAIRS = Sample.FULL ? 500 : 12;
    private static final int A_DAY = 10;

    @Test
    void nothing_is_lost_doubled_or_over_wherever_a_function_is_interrupted_by_another() {
        var all = interruptions().stream()
                .map(interruption -> Map.ofEntries(interruption))
                .toList();

        assertThat(differentRuns(Sample.of(all, A_DAY))).hasSizeGreaterThan(1);
    }

    @Test
    void nothing_is_lost_doubled_or_over_wherever_functions_are_interrupted_twice() {
        var all = interruptions();
        var random = new Random(Sample.seed());
        var pairs = new ArrayList<Map<Integer, Integer>>();
        while (pairs.size() < PAIRS) {
            var one = all.get(random.nextInt(all.size()));
            var other = all.get(random.nextInt(all.size()));
            if (!one.getKey().equals(other.getKey())) pairs.add(Map.ofEntries(one, other));
        }

        assertThat(differentRuns(pairs)).hasSizeGreaterThan(1);
    }

    // Every step at which another task could go on, with each of those tasks.
    private static List<Map.Entry<Integer, Integer>> interruptions() {
        var waiting = FlowInterleaving.of(SEED, Map.of());
        var interruptions = new ArrayList<Map.Entry<Integer, Integer>>();
        for (int step = 0; step < waiting.size(); step++) {
            for (int other = 0; other < waiting.get(step) - 1; other++) interruptions.add(Map.entry(step, other));
        }
        return interruptions;
    }

    // By their numbers of steps: they differ, or nothing was interrupted.
    private static Set<Integer> differentRuns(List<Map<Integer, Integer>> interruptions) {
        System.out.printf("flow: %d interleavings%n", interruptions.size());
        return interruptions.parallelStream()
                .map(each -> FlowInterleaving.of(SEED, each).size())
                .collect(Collectors.toSet());
    }
}
