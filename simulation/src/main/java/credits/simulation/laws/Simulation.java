package credits.simulation.laws;

import static java.util.Objects.requireNonNull;

import credits.account.BookReports;
import credits.account.Change.Kind;
import credits.account.Command;
import credits.account.Hold;
import credits.identity.OrganisationId;
import credits.ledger.Attempts;
import credits.ledger.Ledger;
import credits.ledger.PaymentRecords;
import credits.ledger.Payments;
import credits.ledger.Segment;
import credits.ledger.Sizes;
import credits.ledger.Table;
import credits.ledger.Unavailable;
import credits.simulation.Chooser;
import credits.simulation.Crash;
import credits.simulation.Scheduler;
import credits.simulation.store.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// One run: workers execute a workload concurrently on a store that fails as planned, and then the invariants are
/// checked. The same seed reproduces the same run, step by step.
public final class Simulation {
    private static final ZoneId ZONE = ZoneId.of("Europe/Rome");
    private static final Instant START = Instant.parse("2026-10-31T18:00:00Z");
    private static final int LENGTH = 48;
    private static final int WORKERS = 3;
    private static final long MOST_STEPS = 200_000;
    // Tiny, so that every look-up, reset and page occurs within a few dozen commits.
    private static final Sizes SIZES = new Sizes(6, 9, 4);

    private final Stage stage;
    private final Chooser chooser;
    private final Scheduler scheduler;
    private final DynamoDbClient network;
    private final List<Delivery> script;
    private final List<Telling> tellings;
    private final List<Object> waiting;
    private final List<Call> calls = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();
    private int seen;
    private int lostRaces;

    private Simulation(long seed, Stage stage) {
        this.stage = stage;
        this.chooser = Chooser.seeded(seed);
        this.scheduler = new Scheduler(chooser, START, MOST_STEPS);
        var written = Script.write(chooser, LENGTH);
        this.script = written.deliveries();
        this.tellings = written.tellings();
        this.waiting = mixed();
        this.network = stage.network(scheduler, chooser);
    }

    // Stripe's notifications, spread evenly among the deliveries.
    private List<Object> mixed() {
        var all = new ArrayList<Object>(script);
        for (int i = 0; i < tellings.size(); i++)
            all.add(Math.min(all.size(), 4 + i * (script.size() + tellings.size()) / tellings.size()), tellings.get(i));
        return all;
    }

    /// A summary of a run.
    ///
    /// @param segments the number of segments committed
    /// @param lostRaces how often a commit lost its place to another
    /// @param faults how often each fault was injected
    /// @param trace equal for equal seeds
    public record Run(int segments, int lostRaces, Map<Fault, Integer> faults, long trace) {}

    /// Runs a seed in memory and checks the invariants. Throws a [Violation] that names the seed if
    /// one does not hold.
    public static Run of(long seed) {
        return of(seed, new MemoryStage());
    }

    static Run of(long seed, Stage stage) {
        try {
            return new Simulation(seed, stage).run();
        } catch (RuntimeException broken) {
            throw Violation.in("seed " + seed, broken);
        }
    }

    private Run run() {
        for (int worker = 0; worker < WORKERS; worker++) scheduler.task("worker " + worker, this::work);
        scheduler.run();
        for (var death : scheduler.deaths().values()) throw new IllegalStateException("a worker died", death);
        var organisations =
                script.stream().map(Delivery::organisation).distinct().toList();
        for (var organisation : organisations) {
            var chain = chain(organisation);
            new Laws(organisation, ZONE, chain, script, calls).check();
            new PaymentLaws(chain, new PaymentRecords(stage.table(), Stage.TABLE))
                    .check(tellings.stream()
                            .filter(telling -> telling.organisation().equals(organisation))
                            .toList());
            new Views(stage.table(), Stage.TABLE, ZONE, organisation, chain).check();
        }
        return new Run(segments().size(), lostRaces, stage.faults(), scheduler.traceHash());
    }

    // A worker takes the next delivery, may die and be replaced, and returns what it could not finish.
    private void work() {
        var ledger = ledger();
        while (!waiting.isEmpty()) {
            // Mostly in order, as from a queue, but not always.
            var delivery = waiting.remove(chooser.below(Math.min(waiting.size(), chooser.chance(0.1) ? 20 : 3)));
            try {
                if (delivery instanceof Telling telling) telling.carryOut(payments(ledger));
                if (delivery instanceof Delivery command) carryOut(command, ledger);
                if (chooser.chance(0.1)) waiting.add(delivery);
            } catch (Unavailable undecided) {
                waiting.add(delivery);
            } catch (Crash crash) {
                waiting.add(delivery);
                ledger = ledger();
            }
        }
    }

    private Ledger ledger() {
        return new Ledger(network, Stage.TABLE, ZONE, SimulatedAttempts::new, SIZES);
    }

    private Payments payments(Ledger ledger) {
        return new Payments(network, Stage.TABLE, ledger, SimulatedAttempts::new);
    }

    /// A few attempts, in the run's time.
    private final class SimulatedAttempts implements Attempts {
        private int left = 6;

        @Override
        public boolean again() {
            lostRaces++;
            scheduler.sleep(Duration.ofMillis(1 + chooser.below(20)));
            return left-- > 0;
        }
    }

    private void carryOut(Delivery delivery, Ledger ledger) {
        var command = delivery.command(holds(delivery.organisation()));
        if (command instanceof BookReports(var submissions)) {
            for (var rest = submissions; !rest.isEmpty(); ) {
                var verdicts = call(delivery.organisation(), new BookReports(rest), ledger);
                rest = rest.subList(verdicts.size(), rest.size());
            }
        } else {
            var _ = call(delivery.organisation(), command, ledger);
        }
    }

    private <R> R call(OrganisationId organisation, Command<R> command, Ledger ledger) {
        int before = chain(organisation).size();
        var answer = ledger.commit(organisation, command);
        calls.add(new Call(
                organisation,
                command,
                requireNonNull(answer),
                before,
                chain(organisation).size()));
        return answer;
    }

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
        var history = stage.written();
        for (var item : history.subList(seen, history.size())) {
            if (requireNonNull(item.get(Table.SORT)).s().startsWith(Table.SEGMENTS)) segments.add(Segment.from(item));
        }
        seen = history.size();
        return segments;
    }
}
