package credits.simulation.flow;

import credits.simulation.store.StoreFault;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A run: who acts in it, and what fails. The seed decides the rest.
///
/// @param features how many report usage
/// @param reports of each feature
/// @param callers how many hold credits before they spend them
/// @param buyers how many buy credits
/// @param limitChanges of the member who sets limits
public record FlowScenario(
        long seed, int features, int reports, int callers, int buyers, int limitChanges, FaultChoice faults) {
    /// Which of the calls fail.
    public sealed interface FaultChoice {}

    /// Faults of all kinds at random, of which only some happen.
    ///
    /// @param atMost how many; the calls after them succeed
    /// @param without the numbers of those that do not happen, counted from 0
    public record RandomFaults(int atMost, Set<Integer> without) implements FaultChoice {
        static final RandomFaults ALL = new RandomFaults(Integer.MAX_VALUE, Set.of());

        @Override
        public String toString() {
            var numbers = without.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
            return "new RandomFaults(%d, Set.of(%s))".formatted(atMost, numbers);
        }
    }

    /// Faults of these calls and no others.
    ///
    /// @param ofTable by the number of the call to the table
    /// @param ofServices by the number of the call to any other service
    record PlannedFaults(Map<Long, StoreFault> ofTable, Map<Integer, ServiceFault> ofServices) implements FaultChoice {}

    /// The run of a seed, with faults at random: one in ten is large, since most bugs need few who act.
    public static FlowScenario ofSeed(long seed) {
        return seed % 10 == 0
                ? new FlowScenario(seed, 3, 12, 2, 4, 4, RandomFaults.ALL)
                : new FlowScenario(seed, 2, 4, 1, 2, 2, RandomFaults.ALL);
    }

    FlowScenario withFaults(FaultChoice others) {
        return new FlowScenario(seed, features, reports, callers, buyers, limitChanges, others);
    }

    /// Smaller runs, each in one way.
    List<FlowScenario> smaller() {
        return IntStream.range(0, 5)
                .mapToObj(part -> new FlowScenario(
                        seed,
                        part == 0 ? Math.max(features - 1, 0) : features,
                        part == 1 ? reports / 2 : reports,
                        part == 2 ? Math.max(callers - 1, 0) : callers,
                        part == 3 ? Math.max(buyers - 1, 0) : buyers,
                        part == 4 ? limitChanges / 2 : limitChanges,
                        faults))
                .filter(other -> !other.equals(this))
                .toList();
    }

    /// The expression of Java that makes this scenario.
    @Override
    public String toString() {
        return "new FlowScenario(%d, %d, %d, %d, %d, %d, %s)"
                .formatted(seed, features, reports, callers, buyers, limitChanges, faults);
    }
}
