package credits.simulation.flow;

import credits.simulation.TimelineEntry;
import credits.simulation.flow.FlowScenario.RandomFaults;
import credits.simulation.store.StoreOperation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes a run that breaks an invariant smaller: fewer who act, and fewer faults, as long as it still breaks one.
final class FlowShrinker {
    private static final int MAX_RUNS = 150;
    private static final int SHOWN_ENTRIES = 60;

    private FlowScenario smallest;
    private RuntimeException broken;
    private List<TimelineEntry> timeline = List.of();
    private int runs;

    private FlowShrinker(FlowScenario scenario, RuntimeException broken) {
        this.smallest = scenario;
        this.broken = broken;
    }

    /// The description of a run that breaks an invariant: which one, the last of what happened, and a test.
    static Optional<String> describeFailure(FlowScenario scenario) {
        var shrinker = new FlowShrinker(scenario, new IllegalStateException("not run"));
        if (!shrinker.isStillBroken(scenario)) return Optional.empty();
        shrinker.shrink();
        return Optional.of(shrinker.description());
    }

    private void shrink() {
        boolean isSmaller = true;
        while (isSmaller && runs < MAX_RUNS) {
            isSmaller = smallest.smaller().stream().anyMatch(this::isStillBroken);
            if (!isSmaller && smallest.faults() instanceof RandomFaults faults) isSmaller = removeFaults(faults);
        }
    }

    private boolean removeFaults(RandomFaults faults) {
        int atMost = Math.min(faults.atMost(), injectedFaults());
        for (int fewer = atMost / 2; fewer < atMost; fewer += Math.max(1, (atMost - fewer) / 2)) {
            if (isStillBroken(smallest.withFaults(new RandomFaults(fewer, faults.without())))) return true;
        }
        for (int number = 0; number < atMost && runs < MAX_RUNS; number++) {
            var without = new HashSet<>(faults.without());
            if (without.add(number) && isStillBroken(smallest.withFaults(new RandomFaults(atMost, without))))
                return true;
        }
        return false;
    }

    // Each is an entry of the timeline whose call has a fault behind its name.
    private int injectedFaults() {
        return (int)
                timeline.stream().filter(entry -> isFault(entry.description())).count();
    }

    private static boolean isFault(String description) {
        var last = description.substring(description.lastIndexOf(' ') + 1);
        return last.length() > 3 && last.equals(last.toUpperCase(Locale.ROOT)) && description.contains(" ");
    }

    private boolean isStillBroken(FlowScenario scenario) {
        runs++;
        var recorded = new ArrayList<TimelineEntry>();
        try {
            var _ = FlowSimulation.of(scenario, recorded::addAll);
            return false;
        } catch (RuntimeException e) {
            smallest = scenario;
            broken = e;
            timeline = recorded;
            return true;
        }
    }

    private String description() {
        var told = timeline.stream().filter(FlowShrinker::isTold).toList();
        var lines = new ArrayList<String>();
        lines.add(broken.getMessage());
        lines.add("after %d runs; of %d steps, calls of functions and what failed:".formatted(runs, timeline.size()));
        told.stream().limit(SHOWN_ENTRIES).forEach(entry -> lines.add("    " + entry));
        if (told.size() > SHOWN_ENTRIES) lines.add("    … and " + (told.size() - SHOWN_ENTRIES) + " more");
        lines.add("a test of it:");
        lines.add("""
                    @Test
                    void seed_%d_holds() {
                        FlowSimulation.of(%s);
                    }""".formatted(smallest.seed(), smallest));
        return String.join("\n", lines);
    }

    private static boolean isTold(TimelineEntry entry) {
        var isPlainCall = Stream.of(StoreOperation.values()).map(Enum::name).anyMatch(entry.description()::equals);
        return !isPlainCall && (!entry.task().equals("end") || isFault(entry.description()));
    }
}
