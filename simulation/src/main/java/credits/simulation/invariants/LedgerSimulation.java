package credits.simulation.invariants;

import static java.util.Objects.requireNonNull;

import credits.account.Hold;
import credits.account.command.AccountChange.Kind;
import credits.account.command.AccountCommand;
import credits.account.command.BookReports;
import credits.aws.TableKeys;
import credits.identity.OrganisationId;
import credits.ledger.Ledger;
import credits.ledger.LedgerTuning;
import credits.ledger.OrganisationDirectory;
import credits.ledger.Segment;
import credits.ledger.SegmentRun;
import credits.local.aws.role.TableRoleCheck;
import credits.payment.store.PaymentLedger;
import credits.payment.store.PaymentStore;
import credits.retry.RetryPolicy;
import credits.retry.ServiceUnavailableException;
import credits.simulation.ChoiceSource;
import credits.simulation.DeterministicScheduler;
import credits.simulation.SimulatedCrash;
import credits.simulation.store.StoreFault;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// One run: workers execute a workload concurrently on a store that fails as planned, and then the invariants are
/// checked. The same seed reproduces the same run, step by step.
public final class LedgerSimulation {
    private static final ZoneId ZONE = ZoneId.of("Europe/Rome");
    private static final Instant START = Instant.parse("2026-10-31T18:00:00Z");
    private static final int DELIVERIES = 48;
    private static final int WORKERS = 3;
    private static final long MAX_STEPS = 200_000;
    // Tiny, so that every look-up, reset and page occurs within a few dozen commits.
    private static final LedgerTuning TUNING = new LedgerTuning(6, 4, 2, 5, 3, 1);

    private final SimulationEnvironment environment;
    private final ChoiceSource choices;
    private final DeterministicScheduler scheduler;
    private final DynamoDbClient faultyStore;
    private final List<CommandDelivery> deliveries;
    private final List<StripeNotification> notifications;
    private final List<Object> pendingDeliveries;
    private final List<AnsweredCommand> responses = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();
    private final Map<AccountOfWorker, Integer> knownSegments = new HashMap<>();
    private AccountPeaks peaks = AccountPeaks.NONE;
    private int readItems;
    private int lostRaces;

    private LedgerSimulation(long seed, SimulationEnvironment environment) {
        this.environment = environment;
        this.choices = ChoiceSource.seeded(seed);
        this.scheduler = new DeterministicScheduler(choices, START, MAX_STEPS);
        var plan = Workload.generate(choices, DELIVERIES);
        this.deliveries = plan.deliveries();
        this.notifications = plan.notifications();
        this.pendingDeliveries = interleaved();
        this.faultyStore = TableRoleCheck.of(environment.faultyStore(scheduler, choices));
    }

    // Stripe's notifications, spread evenly among the deliveries.
    private List<Object> interleaved() {
        var all = new ArrayList<Object>(deliveries);
        for (int i = 0; i < notifications.size(); i++)
            all.add(
                    Math.min(all.size(), 4 + i * (deliveries.size() + notifications.size()) / notifications.size()),
                    notifications.get(i));
        return all;
    }

    /// A summary of a run.
    ///
    /// @param segments the number of segments committed
    /// @param lostRaces how often a commit lost its place to another
    /// @param faults how often each fault was injected
    /// @param peaks the bounds that the accounts reached
    /// @param traceHash equal for equal seeds
    public record RunSummary(
            int segments, int lostRaces, Map<StoreFault, Integer> faults, AccountPeaks peaks, long traceHash) {}

    /// Runs a seed in memory and checks the invariants. Throws an [InvariantViolationException] that names the
    /// seed if one does not hold.
    public static RunSummary of(long seed) {
        return of(seed, new InMemoryEnvironment());
    }

    static RunSummary of(long seed, SimulationEnvironment environment) {
        try {
            return new LedgerSimulation(seed, environment).runSummary();
        } catch (RuntimeException e) {
            throw InvariantViolationException.wrap("seed " + seed, e);
        }
    }

    private RunSummary runSummary() {
        for (int worker = 0; worker < WORKERS; worker++) scheduler.addTask("worker " + worker, this::runWorker);
        scheduler.run();
        for (var death : scheduler.failures().values()) throw new IllegalStateException("a worker died", death);
        var organisations = deliveries.stream()
                .map(CommandDelivery::organisation)
                .distinct()
                .toList();
        for (var organisation : organisations) {
            var chain = chain(organisation);
            new Invariants(organisation, ZONE, chain, deliveries, responses).check();
            new PaymentInvariants(chain, new PaymentStore(environment.store(), SimulationEnvironment.TABLE_NAME))
                    .check(notifications.stream()
                            .filter(notification -> notification.organisation().equals(organisation))
                            .toList());
            InvariantViolationException.check(
                    chain.isEmpty() || isListed(organisation),
                    "invariant 4: an account that no scheduled task can find",
                    organisation);
            new QueryInvariants(environment.store(), SimulationEnvironment.TABLE_NAME, ZONE, organisation, chain)
                    .check();
        }
        for (var segment : segments()) peaks = peaks.max(AccountPeaks.of(segment.account()));
        return new RunSummary(segments().size(), lostRaces, environment.injectedFaults(), peaks, scheduler.traceHash());
    }

    private boolean isListed(OrganisationId organisation) {
        var directory = new OrganisationDirectory(environment.store(), SimulationEnvironment.TABLE_NAME);
        return directory.listAll(_ -> {}).contains(organisation);
    }

    // A worker takes the next delivery, may die and be replaced, and returns what it could not finish.
    private void runWorker() {
        var ledger = ledger();
        while (!pendingDeliveries.isEmpty()) {
            // Mostly in order, as from a queue, but not always.
            var delivery = pendingDeliveries.remove(
                    choices.nextInt(Math.min(pendingDeliveries.size(), choices.nextBoolean(0.1) ? 20 : 3)));
            // Others go far ahead of a worker that stands still.
            if (choices.nextBoolean(0.01)) scheduler.sleep(Duration.ofHours(1));
            try {
                if (delivery instanceof StripeNotification each)
                    each.deliver(payments(ledger), () -> payments(ledger()));
                if (delivery instanceof CommandDelivery command) execute(command, ledger);
                if (choices.nextBoolean(0.1)) pendingDeliveries.add(delivery);
            } catch (ServiceUnavailableException undecided) {
                pendingDeliveries.add(delivery);
            } catch (SimulatedCrash crash) {
                pendingDeliveries.add(delivery);
                ledger = ledger();
            }
        }
    }

    private Ledger ledger() {
        return new Ledger(faultyStore, SimulationEnvironment.TABLE_NAME, ZONE, SimulatedRetryPolicy::new, TUNING);
    }

    private PaymentLedger payments(Ledger ledger) {
        return new PaymentLedger(faultyStore, SimulationEnvironment.TABLE_NAME, ledger, SimulatedRetryPolicy::new);
    }

    /// A few attempts, in the run's time.
    private final class SimulatedRetryPolicy implements RetryPolicy {
        private int remaining = 6;

        @Override
        public boolean awaitRetry() {
            lostRaces++;
            scheduler.sleep(Duration.ofMillis(1 + choices.nextInt(20)));
            return remaining-- > 0;
        }

        @Override
        public long nanoTime() {
            return Duration.between(START, scheduler.now()).toNanos();
        }

        @Override
        public boolean hasTime() {
            return !choices.nextBoolean(0.01);
        }
    }

    private void execute(CommandDelivery delivery, Ledger ledger) {
        var command = delivery.command(holds(delivery.organisation()));
        if (command instanceof BookReports(var reports, var now)) {
            for (var rest = reports; !rest.isEmpty(); ) {
                var verdicts = commitAndRecord(delivery.organisation(), new BookReports(rest, now), ledger);
                rest = rest.subList(verdicts.size(), rest.size());
            }
        } else {
            var _ = commitAndRecord(delivery.organisation(), command, ledger);
        }
    }

    private <R> R commitAndRecord(OrganisationId organisation, AccountCommand<R> command, Ledger ledger) {
        int before = chain(organisation).size();
        var worker = new AccountOfWorker(ledger, organisation);
        peaks = peaks.max(AccountPeaks.ofWorker(before - knownSegments.getOrDefault(worker, before)));
        var response = CommandFunction.commit(ledger, organisation, command);
        knownSegments.put(worker, chain(organisation).size());
        responses.add(new AnsweredCommand(
                organisation,
                command,
                requireNonNull(response),
                before,
                chain(organisation).size()));
        return response;
    }

    private record AccountOfWorker(Ledger ledger, OrganisationId organisation) {}

    private List<Hold> holds(OrganisationId organisation) {
        return chain(organisation).stream()
                .filter(segment -> segment.kind() == Kind.AUTHORIZATION)
                .map(segment -> segment.account().holds().open().getLast())
                .toList();
    }

    private List<Segment> chain(OrganisationId organisation) {
        return segments().stream()
                .filter(segment -> segment.organisation().equals(organisation))
                .toList();
    }

    private List<Segment> segments() {
        var history = environment.writtenItems();
        for (var item : history.subList(readItems, history.size())) {
            if (requireNonNull(item.get(TableKeys.SORT_KEY)).s().startsWith(TableKeys.SEGMENT_PREFIX))
                segments.addAll(SegmentRun.fromItem(item));
        }
        readItems = history.size();
        return segments;
    }
}
