package credits.simulation.invariants;

import static java.util.Objects.requireNonNull;

import credits.account.Hold;
import credits.account.command.AccountChange.Kind;
import credits.account.command.AccountCommand;
import credits.account.command.AdjustCredits;
import credits.account.command.AuthorizeUsage;
import credits.account.command.CaptureHold;
import credits.account.command.ReleaseHold;
import credits.aws.TableKeys;
import credits.identity.MemberId;
import credits.identity.Operation;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.identity.UsageReference;
import credits.ledger.Ledger;
import credits.ledger.LedgerTuning;
import credits.ledger.Segment;
import credits.ledger.SegmentRun;
import credits.ledger.SegmentStore;
import credits.ledger.verification.ChainVerifier;
import credits.local.aws.role.TableRoleCheck;
import credits.money.Eur;
import credits.money.Quantity;
import credits.retry.RetryPolicy;
import credits.retry.ServiceUnavailableException;
import credits.simulation.ChoiceSource;
import credits.simulation.DeterministicScheduler;
import credits.simulation.SimulatedCrash;
import credits.usage.UsageLine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Many calls of one account within a few milliseconds, by more workers than usual and with all faults, so that they
/// take each other along. Some arrive twice at the same time.
public final class CombinedCallsRehearsal {
    private static final ZoneId ZONE = ZoneId.of("Europe/Rome");
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final OrganisationId ACME = new OrganisationId("acme");
    private static final MemberId GIULIA = new MemberId("usr_giulia");
    private static final String FEATURE = "svc_translation";
    private static final int CALLS = 40;
    private static final int WORKERS = 10;
    private static final long MAX_STEPS = 100_000;
    private static final LedgerTuning TUNING = new LedgerTuning(40, 8, 2, 20, 3, 1);

    private final ChoiceSource choices;
    private final DeterministicScheduler scheduler;
    private final InMemoryEnvironment environment = new InMemoryEnvironment();
    private final DynamoDbClient faultyStore;
    private final List<CommandDelivery> deliveries = new ArrayList<>();
    private final List<CommandDelivery> pending = new ArrayList<>();
    private final List<AnsweredCommand> responses = new ArrayList<>();

    private CombinedCallsRehearsal(long seed) {
        this.choices = ChoiceSource.seeded(seed);
        this.scheduler = new DeterministicScheduler(choices, START, MAX_STEPS);
        this.faultyStore = TableRoleCheck.of(environment.faultyStore(scheduler, choices));
    }

    /// Rehearses with a seed. Returns the number of segments that were appended with the one before. Throws
    /// [InvariantViolationException] if an invariant does not hold.
    public static int of(long seed) {
        try {
            return new CombinedCallsRehearsal(seed).run();
        } catch (RuntimeException e) {
            throw InvariantViolationException.wrap("combined calls, seed " + seed, e);
        }
    }

    private int run() {
        var credits =
                new AdjustCredits(key(0), 1, new Eur(choices.nextInt(60) * 10_000_000L), GIULIA, "opening", START);
        add(credits);
        for (int i = 1; i <= CALLS; i++) addCall(i);
        for (int worker = 0; worker < WORKERS; worker++) scheduler.addTask("worker " + worker, this::runWorker);
        scheduler.run();
        for (var death : scheduler.failures().values()) throw new IllegalStateException("a worker died", death);
        check();
        return chain().size() - items().size();
    }

    private static UniqueId key(int number) {
        return new UniqueId((START.toEpochMilli() + number) << 16, number);
    }

    private void add(AccountCommand<?> command) {
        deliveries.add(new CommandDelivery(deliveries.size(), ACME, _ -> command));
        pending.add(deliveries.getLast());
    }

    private void addCall(int number) {
        int choice = choices.nextInt(8);
        int quantity = 1 + choices.nextInt(9);
        boolean hasTexts = choices.nextBoolean(0.5);
        var delivery =
                new CommandDelivery(deliveries.size(), ACME, holds -> call(number, choice, quantity, hasTexts, holds));
        deliveries.add(delivery);
        pending.add(delivery);
        if (choices.nextBoolean(0.2)) pending.add(delivery);
    }

    private AccountCommand<?> call(int number, int choice, int quantity, boolean hasTexts, List<Hold> holds) {
        var now = START.plusMillis(number);
        var micros = new Quantity(quantity * Quantity.MICROS_PER_UNIT);
        if (choice < 5 || holds.isEmpty()) {
            var line = new UsageLine(
                    new Operation("query.run"),
                    micros,
                    now,
                    hasTexts ? Optional.of(GIULIA) : Optional.empty(),
                    hasTexts ? Optional.of(new UsageReference("doc-" + number)) : Optional.empty(),
                    Optional.empty());
            Optional<Duration> expiresIn = choice == 0 ? Optional.empty() : Optional.of(Duration.ofMinutes(5));
            return new AuthorizeUsage(key(number), number, FEATURE, ReportGenerator.priceLine(line), expiresIn, now);
        }
        var hold = holds.get(quantity % holds.size()).id();
        if (choice == 5) return new ReleaseHold(key(number), number, FEATURE, hold, now);
        return new CaptureHold(key(number), number, FEATURE, hold, micros, now);
    }

    private void runWorker() {
        var ledger = ledger();
        while (!pending.isEmpty()) {
            var delivery = pending.removeFirst();
            try {
                execute(delivery, ledger);
            } catch (ServiceUnavailableException undecided) {
                pending.add(delivery);
            } catch (SimulatedCrash crash) {
                pending.add(delivery);
                ledger = ledger();
            }
        }
    }

    private void execute(CommandDelivery delivery, Ledger ledger) {
        var command = delivery.command(holds());
        int before = chain().size();
        var response = CommandFunction.commit(ledger, ACME, command);
        int after = chain().size();
        responses.add(new AnsweredCommand(ACME, command, requireNonNull(response), before, after));
    }

    private Ledger ledger() {
        return new Ledger(faultyStore, SimulationEnvironment.TABLE_NAME, ZONE, Retries::new, TUNING);
    }

    private final class Retries implements RetryPolicy {
        private int remaining = 12;

        @Override
        public boolean awaitRetry() {
            scheduler.sleep(Duration.ofMillis(1 + choices.nextInt(5)));
            return remaining-- > 0;
        }

        @Override
        public long nanoTime() {
            return Duration.between(START, scheduler.now()).toNanos();
        }
    }

    private List<Hold> holds() {
        return chain().stream()
                .filter(segment -> segment.kind() == Kind.AUTHORIZATION)
                .map(segment -> segment.account().holds().open().getLast())
                .toList();
    }

    private List<Map<String, AttributeValue>> items() {
        return environment.writtenItems().stream()
                .filter(item -> requireNonNull(item.get(TableKeys.SORT_KEY)).s().startsWith(TableKeys.SEGMENT_PREFIX))
                .toList();
    }

    private List<Segment> chain() {
        return items().stream()
                .flatMap(item -> SegmentRun.fromItem(item).stream())
                .toList();
    }

    private void check() {
        var chain = chain();
        new Invariants(ACME, ZONE, chain, deliveries, responses).check();
        new QueryInvariants(environment.store(), SimulationEnvironment.TABLE_NAME, ZONE, ACME, chain).check();
        var store = new SegmentStore(environment.store(), SimulationEnvironment.TABLE_NAME);
        for (var segment : chain)
            InvariantViolationException.check(
                    store.findSegment(ACME, segment.number())
                            .filter(found -> found.hash().equals(segment.hash()))
                            .isPresent(),
                    "a segment that cannot be read",
                    segment.number());
        for (var item : items())
            InvariantViolationException.check(
                    item.containsKey("events")
                            == SegmentRun.fromItem(item).stream()
                                    .anyMatch(segment -> !segment.events().isEmpty()),
                    "events that the stream does not see",
                    item);
        var proof = new ChainVerifier(environment.store(), SimulationEnvironment.TABLE_NAME)
                .verify(ACME, Optional.empty(), START.plusSeconds(60), () -> true);
        InvariantViolationException.check(proof.defect().isEmpty(), "the proof of combined calls", proof);
    }
}
