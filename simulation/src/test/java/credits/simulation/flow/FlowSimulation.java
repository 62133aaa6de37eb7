package credits.simulation.flow;

import credits.identity.OrganisationId;
import credits.simulation.ChoiceSource;
import credits.simulation.DeterministicScheduler;
import credits.simulation.TimelineEntry;
import credits.simulation.invariants.InvariantViolationException;
import credits.simulation.store.StoreCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/// One run of the whole product: features report usage, members buy credits and set limits, Stripe pays, refunds and
/// disputes, and every function, queue and service between them fails as the seed decides. Then the faults end, what
/// became a dead letter is sent again, the schedules run, and the invariants must hold.
public final class FlowSimulation {
    static final Instant START = Instant.parse("2026-10-30T09:00:00Z");
    private static final long MAX_STEPS = 3_000_000;
    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(15);
    private static final Duration DEAD_LETTERS_FOUND_AFTER = Duration.ofDays(9);
    private final FlowScenario scenario;
    private final FlowSystem system;
    private final ChoiceSource choices;
    private final DeterministicScheduler scheduler;
    private final List<SimulatedFeature> features = new ArrayList<>();
    private final List<SimulatedCaller> callers = new ArrayList<>();
    private final List<SimulatedBuyer> buyers = new ArrayList<>();
    private int actors;
    private boolean isOver;

    private FlowSimulation(FlowScenario scenario, FlowSystem system) {
        this.scenario = scenario;
        this.system = system;
        this.choices = system.choices;
        this.scheduler = system.scheduler;
    }

    /// A summary of a run.
    ///
    /// @param events the lines of usage, the calls of features, and the events of Stripe
    /// @param faults how often a call failed
    /// @param tableCalls the calls to the table while there were faults
    /// @param serviceCalls the number of calls to other services while there were faults
    /// @param traceHash equal for equal scenarios
    public record RunSummary(int events, int faults, List<StoreCall> tableCalls, int serviceCalls, long traceHash) {}

    /// Runs a seed and checks the invariants. Throws an [InvariantViolationException] that names the seed if one does
    /// not hold.
    public static RunSummary of(long seed) {
        return of(FlowScenario.ofSeed(seed));
    }

    /// Runs a scenario and checks the invariants, as [#of(long)] does.
    public static RunSummary of(FlowScenario scenario) {
        return of(scenario, _ -> {});
    }

    /// Runs a scenario and checks the invariants, as [#of(long)] does.
    ///
    /// @param timeline gets what happened, whether or not they hold
    static RunSummary of(FlowScenario scenario, Consumer<List<TimelineEntry>> timeline) {
        var choices = ChoiceSource.seeded(scenario.seed());
        var scheduler = new DeterministicScheduler(choices, START, MAX_STEPS);
        try (var system = new FlowSystem(scenario, scheduler, choices, new LogCheck(FlowData.SECRETS))) {
            return new FlowSimulation(scenario, system).run();
        } catch (RuntimeException e) {
            throw InvariantViolationException.wrap("seed " + scenario.seed(), e);
        } finally {
            timeline.accept(scheduler.timeline());
        }
    }

    private RunSummary run() {
        FlowData.store(system);
        for (int i = 0; i < scenario.features(); i++) addFeature(FlowData.organisation(i));
        for (int i = 0; i < scenario.callers(); i++) addCaller(FlowData.organisation(i));
        for (int i = 0; i < scenario.buyers(); i++) addBuyer(FlowData.organisation(i));
        addActor(
                "limits",
                new SimulatedLimitsOwner(system, FlowData.organisation(0), FlowData.RECIPIENT, scenario.limitChanges())
                        ::run);
        scheduler.addTask("schedule", this::sweepRegularly);
        scheduler.addTask("end", this::end);
        scheduler.run();
        for (var death : scheduler.failures().entrySet())
            throw new IllegalStateException(death.getKey() + " died of " + death.getValue(), death.getValue());
        new FlowInvariants(system, features, callers, buyers, FlowData.RECIPIENT).check();
        int faults = sum(system.port.injectedFaults().values())
                + sum(system.faultyStore.injectedFaults().values());
        return new RunSummary(
                events(), faults, system.faults.tableCalls(), system.faults.serviceCalls(), scheduler.traceHash());
    }

    private int events() {
        int lines = features.stream()
                .mapToInt(feature -> sum(feature.reports().values()))
                .sum();
        int calls = callers.stream().mapToInt(caller -> caller.keys().size()).sum();
        return lines + calls + system.webhooks.events();
    }

    private static int sum(Collection<Integer> counts) {
        return counts.stream().mapToInt(Integer::intValue).sum();
    }

    private void addFeature(OrganisationId organisation) {
        var feature = new SimulatedFeature(system, organisation, features.size(), scenario.reports());
        features.add(feature);
        addActor("feature " + features.size(), feature::run);
    }

    private void addCaller(OrganisationId organisation) {
        var caller = new SimulatedCaller(system, organisation, callers.size());
        callers.add(caller);
        addActor("caller " + callers.size(), caller::run);
    }

    private void addBuyer(OrganisationId organisation) {
        var buyer = new SimulatedBuyer(system, organisation, buyers.size());
        buyers.add(buyer);
        addActor("buyer " + buyers.size(), buyer::run);
    }

    private void addActor(String name, Runnable work) {
        actors++;
        scheduler.addTask(name, () -> {
            try {
                work.run();
            } finally {
                actors--;
            }
        });
    }

    private void sweepRegularly() {
        while (!isOver) {
            runTask("sweep");
            // Mostly much later than in reality: what comes between two sweeps matters, and each costs time.
            scheduler.sleep(SWEEP_INTERVAL.multipliedBy(1 + choices.nextInt(100)));
        }
    }

    private void runTask(String task) {
        var _ = system.reconcile.invoke("{\"task\":\"" + task + "\"}", FlowData.ORGANISATIONS);
    }

    private void end() {
        while (actors > 0) scheduler.sleep(Duration.ofHours(1));
        system.faults.end();
        awaitIdle();
        scheduler.sleep(DEAD_LETTERS_FOUND_AFTER);
        system.queues.all().forEach(queue -> queue.redrive(system.now()));
        awaitIdle();
        for (var task : List.of("sweep", "compare", "paper", "continue")) {
            runTask(task);
            awaitIdle();
        }
        isOver = true;
    }

    private void awaitIdle() {
        while (!system.isIdle()) scheduler.sleep(Duration.ofMinutes(10));
    }
}
