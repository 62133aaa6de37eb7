package credits.benchmarks;

import credits.ledger.Attempts;
import credits.ledger.Ledger;
import credits.ledger.Sizes;
import credits.ledger.Statements;
import credits.simulation.store.Consumed;
import credits.simulation.store.MemoryStore;
import java.time.Duration;
import java.time.ZoneId;
import java.util.SplittableRandom;

/// What a workload costs at DynamoDB, counted from the sizes of its items as AWS bills them: the same on every
/// machine.
///
/// @param writeUnits per event
/// @param requests to the database, per event
/// @param overviewReadUnits what reading the monthly overview takes afterwards
/// @param overviewRequests and how many requests
public record Cost(double writeUnits, double requests, double overviewReadUnits, long overviewRequests) {
    private static final String TABLE = "credits";
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");
    private static final int COMMITS = 200;

    /// Books two hundred commits of `workload` by one warm worker, five seconds apart, on an account with a past.
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

    private static Consumed total(MemoryStore store) {
        return store.consumed().values().stream().reduce(Consumed.NOTHING, Consumed::plus);
    }
}
