package credits.simulation.flow;

import credits.simulation.ChoiceSource;
import credits.simulation.DeterministicScheduler;
import credits.simulation.invariants.InvariantViolationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Functions that are called at the same moment, on one account: the events of a payment, the sweep that looks for it,
/// a report, a call that holds credits, and a lower limit. Each goes on until it is done, but for the planned
/// interruptions.
final class FlowInterleaving {
    private static final long MAX_STEPS = 1_000_000;
    private static final Duration DEAD_LETTERS_FOUND_AFTER = Duration.ofDays(9);

    private final FlowSystem system;
    private final DeterministicScheduler scheduler;
    private int running;

    private FlowInterleaving(FlowSystem system) {
        this.system = system;
        this.scheduler = system.scheduler;
    }

    /// Runs it and checks the invariants. Returns how many tasks could continue at each step at which another could.
    ///
    /// @param seed of the payment: what happens to it, and which of its events come twice
    /// @param interruptions by the number of the step: which of the waiting tasks goes on instead
    static List<Integer> of(long seed, Map<Integer, Integer> interruptions) {
        var choices = ChoiceSource.seeded(seed);
        var turns = new Turns(interruptions);
        var scheduler = new DeterministicScheduler(turns, FlowSimulation.START, MAX_STEPS);
        var scenario = new FlowScenario(seed, 1, 1, 1, 1, 1, new FlowScenario.PlannedFaults(Map.of(), Map.of()));
        try (var system = new FlowSystem(scenario, scheduler, choices, new LogCheck(FlowData.SECRETS))) {
            new FlowInterleaving(system).run();
        } catch (RuntimeException e) {
            throw InvariantViolationException.wrap("seed " + seed + ", interruptions " + interruptions, e);
        }
        return turns.bounds;
    }

    private void run() {
        FlowData.store(system);
        var organisation = FlowData.organisation(0);
        var feature = new SimulatedFeature(system, organisation, 0, 1);
        var caller = new SimulatedCaller(system, organisation, 0);
        var buyer = new SimulatedBuyer(system, organisation, 0);
        var owner = new SimulatedLimitsOwner(system, organisation, FlowData.RECIPIENT, 1);
        system.webhooks.deliverAtOnce();
        // Before the run nothing interleaves: Stripe has the money, and its events wait.
        buyer.run();
        feature.sendReport();
        add("limits", owner::change);
        add("caller", () -> {
            var _ = caller.hold();
        });
        add("sweep", () -> runTask("sweep"));
        scheduler.addTask("end", this::end);
        scheduler.run();
        for (var death : scheduler.failures().entrySet())
            throw new IllegalStateException(death.getKey() + " died of " + death.getValue(), death.getValue());
        new FlowInvariants(system, List.of(feature), List.of(caller), List.of(buyer), FlowData.RECIPIENT).check();
    }

    private void add(String name, Runnable work) {
        running++;
        scheduler.addTask(name, () -> {
            try {
                work.run();
            } finally {
                running--;
            }
        });
    }

    private void runTask(String task) {
        var _ = system.reconcile.invoke("{\"task\":\"" + task + "\"}", FlowData.ORGANISATIONS);
    }

    private void end() {
        do scheduler.sleep(DEAD_LETTERS_FOUND_AFTER);
        while (running > 0 || !system.isIdle());
        for (var task : List.of("sweep", "compare", "paper", "continue")) {
            runTask(task);
            while (!system.isIdle()) scheduler.sleep(Duration.ofMinutes(10));
        }
    }

    /// The task that had the turn has it again, unless it is interrupted.
    private static final class Turns implements ChoiceSource {
        private final Map<Integer, Integer> interruptions;
        private final List<Integer> bounds = new ArrayList<>();

        private Turns(Map<Integer, Integer> interruptions) {
            this.interruptions = interruptions;
        }

        @Override
        public int nextInt(int bound) {
            var other = interruptions.get(bounds.size());
            bounds.add(bound);
            // The scheduler puts the task that gives up its turn behind all others.
            return other == null ? bound - 1 : other % bound;
        }

        @Override
        public boolean nextBoolean(double probability) {
            throw new UnsupportedOperationException("tasks alone are chosen");
        }
    }
}
