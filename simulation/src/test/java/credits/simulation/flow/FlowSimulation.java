package credits.simulation.flow;

import credits.TestData;
import credits.account.AlertRecipients;
import credits.account.SpendingLimits.LastChange;
import credits.identity.EmailAddress;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.invoicing.BillingProfile;
import credits.pricing.store.PriceListStore;
import credits.profile.ProfileStore;
import credits.simulation.ChoiceSource;
import credits.simulation.DeterministicScheduler;
import credits.simulation.invariants.InvariantViolationException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One run of the whole product: features report usage, members buy credits and set limits, Stripe pays, refunds and
/// disputes, and every function, queue and service between them fails as the seed decides. Then the faults end, what
/// became a dead letter is sent again, the schedules run, and the invariants must hold.
public final class FlowSimulation {
    static final Instant START = Instant.parse("2026-10-30T09:00:00Z");
    static final Set<String> ORGANISATIONS = Set.of("acme", "globex");
    private static final long MAX_STEPS = 3_000_000;
    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(15);
    private static final Duration DEAD_LETTERS_FOUND_AFTER = Duration.ofDays(9);
    private static final String BUYER_NAME = "Bottega Canarino";
    private static final String BUYER_MAIL = "canary-accounts@bottega.example";
    private static final String RECIPIENT = "canary-alerts@bottega.example";
    private static final List<String> SECRETS =
            List.of(BUYER_NAME, BUYER_MAIL, RECIPIENT, FlowSystem.WEBHOOK_SECRET, "sk_test_");
    private static final BillingProfile BUYER = new BillingProfile(
            BUYER_NAME,
            "Via Roma 1",
            Optional.empty(),
            "20121",
            "Milano",
            Optional.empty(),
            "IT",
            Optional.empty(),
            "it",
            BUYER_MAIL);
    private static final MemberId GIULIA = new MemberId("usr_giulia");

    private final FlowSystem system;
    private final ChoiceSource choices;
    private final DeterministicScheduler scheduler;
    private final List<OrganisationId> organisations =
            ORGANISATIONS.stream().sorted().map(OrganisationId::new).toList();
    private final List<SimulatedFeature> features = new ArrayList<>();
    private final List<SimulatedBuyer> buyers = new ArrayList<>();
    private int actors;
    private boolean isOver;

    private FlowSimulation(FlowSystem system) {
        this.system = system;
        this.choices = system.choices;
        this.scheduler = system.scheduler;
    }

    /// A summary of a run.
    ///
    /// @param events the lines of usage, and the events of Stripe
    /// @param faults how often a call failed
    /// @param traceHash equal for equal seeds
    public record RunSummary(int events, int faults, long traceHash) {}

    /// Runs a seed and checks the invariants. Throws an [InvariantViolationException] that names the seed if one does
    /// not hold.
    public static RunSummary of(long seed) {
        var choices = ChoiceSource.seeded(seed);
        var scheduler = new DeterministicScheduler(choices, START, MAX_STEPS);
        try (var system = new FlowSystem(scheduler, choices, new LogCheck(SECRETS))) {
            return new FlowSimulation(system).run();
        } catch (RuntimeException e) {
            throw InvariantViolationException.wrap("seed " + seed, e);
        }
    }

    private RunSummary run() {
        prepare();
        for (var organisation : organisations) {
            addFeature(organisation);
            addBuyer(organisation);
            addBuyer(organisation);
        }
        addFeature(organisations.getFirst());
        addActor("limits", new SimulatedLimitsOwner(system, organisations.getFirst(), RECIPIENT)::run);
        scheduler.addTask("schedule", this::sweepRegularly);
        scheduler.addTask("end", this::end);
        scheduler.run();
        for (var death : scheduler.failures().entrySet())
            throw new IllegalStateException(death.getKey() + " died of " + death.getValue(), death.getValue());
        new FlowInvariants(system, features, buyers, RECIPIENT).check();
        int faults = sum(system.port.injectedFaults().values())
                + sum(system.faultyStore.injectedFaults().values());
        int lines = features.stream()
                .mapToInt(feature -> sum(feature.reports().values()))
                .sum();
        return new RunSummary(lines + system.webhooks.events(), faults, scheduler.traceHash());
    }

    private static int sum(java.util.Collection<Integer> counts) {
        return counts.stream().mapToInt(Integer::intValue).sum();
    }

    private void prepare() {
        for (var list : TestData.PRICES.priceLists()) {
            var _ = new PriceListStore(system.store, FlowSystem.TABLE)
                    .publish(list, GIULIA, list.effectiveFrom().minus(PriceListStore.MIN_NOTICE));
        }
        var profiles = new ProfileStore(system.store, FlowSystem.TABLE);
        var change = new LastChange(START, GIULIA);
        var listed =
                AlertRecipients.NONE.replacedBy(List.of(new EmailAddress(RECIPIENT)), change, _ -> Optional.empty());
        for (var organisation : organisations) {
            profiles.saveBillingProfile(organisation, BUYER, change);
            var _ = profiles.replaceAlertRecipients(organisation, AlertRecipients.NONE, listed);
        }
    }

    private void addFeature(OrganisationId organisation) {
        var feature = new SimulatedFeature(system, organisation, features.size());
        features.add(feature);
        addActor("feature " + features.size(), feature::run);
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
            scheduler.sleep(SWEEP_INTERVAL.multipliedBy(1 + choices.nextInt(20)));
        }
    }

    private void runTask(String task) {
        var _ = system.reconcile.invoke("{\"task\":\"" + task + "\"}", ORGANISATIONS);
    }

    private void end() {
        while (actors > 0) scheduler.sleep(Duration.ofHours(1));
        system.becomeReliable();
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
