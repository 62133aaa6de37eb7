package credits.benchmarks;

import credits.account.Authorize;
import credits.account.Capture;
import credits.account.Holds;
import credits.account.Reply;
import credits.identity.UniqueId;
import credits.ledger.Attempts;
import credits.ledger.Ledger;
import credits.ledger.Sizes;
import credits.ledger.Statements;
import credits.money.Quantity;
import credits.simulation.store.Consumed;
import credits.simulation.store.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.SplittableRandom;

/// The cost of a workload at DynamoDB, computed from item sizes as AWS bills them: the same on every machine.
///
/// @param writeUnits write units per event
/// @param requests requests to the database per event
/// @param overviewReadUnits read units of reading the monthly overview afterwards
/// @param overviewRequests requests of reading the monthly overview afterwards
public record Cost(double writeUnits, double requests, double overviewReadUnits, long overviewRequests) {
    private static final String TABLE = "credits";
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");
    private static final int COMMITS = 200;
    /// The number of holds that [#ofHolds] measures.
    static final int HOLDS = 100;

    /// Books two hundred commits of a workload with one warm worker, five seconds apart, on an account with history.
    public static Cost of(Workload workload) {
        var store = new MemoryStore(TABLE);
        var attempts = Attempts.within(Duration.ofSeconds(1), new SplittableRandom(1));
        var ledger = new Ledger(store, TABLE, ROME, attempts, Sizes.DEPLOYED);
        workload.prepare(ledger);
        var random = new SplittableRandom(2);
        var at = Workload.MEASURED_FROM;
        var before = total(store);
        for (int i = 0; i < COMMITS; i++) {
            at = at.plusSeconds(5);
            var _ = ledger.commit(Workload.ORGANISATION, workload.commit(random, at));
        }
        var after = total(store);
        var _ = new Statements(store, TABLE, ROME).current(Workload.ORGANISATION, at);
        var read = total(store);
        double events = (double) COMMITS * workload.eventsPerCommit();
        return new Cost(
                (after.writeUnits() - before.writeUnits()) / events,
                (after.requests() - before.requests()) / events,
                read.readUnits() - after.readUnits(),
                read.requests() - after.requests());
    }

    /// The capacity that a warm worker uses for a hundred holds and their captures, on an account that has already
    /// closed as many holds as its state remembers.
    public static Consumed ofHolds() {
        var store = new MemoryStore(TABLE);
        var attempts = Attempts.within(Duration.ofSeconds(1), new SplittableRandom(1));
        var ledger = new Ledger(store, TABLE, ROME, attempts, Sizes.DEPLOYED);
        new Workload(1, false).prepare(ledger);
        for (int i = 0; i < Holds.MOST_CLOSED; i++) holdAndCapture(ledger, i);
        var before = total(store);
        for (int i = 0; i < HOLDS; i++) holdAndCapture(ledger, Holds.MOST_CLOSED + i);
        var after = total(store);
        return new Consumed(
                after.requests() - before.requests(),
                after.writeUnits() - before.writeUnits(),
                after.readUnits() - before.readUnits());
    }

    private static void holdAndCapture(Ledger ledger, int number) {
        var at = Workload.MEASURED_FROM.plusSeconds(number);
        var authorize = new Authorize(
                key(at, 2 * number), 1, "svc_search", Workload.priced(at), Optional.of(Duration.ofMinutes(15)), at);
        if (!(ledger.commit(Workload.ORGANISATION, authorize) instanceof Reply.Decided(var change)))
            throw new IllegalStateException("not held");
        var hold = change.account().holds().open().getLast().id();
        var capture = new Capture(key(at, 2 * number + 1), 1, "svc_search", hold, new Quantity(Quantity.MICROS), at);
        if (!(ledger.commit(Workload.ORGANISATION, capture) instanceof Reply.Decided))
            throw new IllegalStateException("not captured");
    }

    private static UniqueId key(Instant at, int number) {
        return new UniqueId(at.toEpochMilli() << 16, new SplittableRandom(number).nextLong());
    }

    private static Consumed total(MemoryStore store) {
        return store.consumed().values().stream().reduce(Consumed.NOTHING, Consumed::plus);
    }
}
