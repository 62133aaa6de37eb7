package credits.benchmarks;

import credits.account.AccountHolds;
import credits.account.command.AuthorizationReply;
import credits.account.command.AuthorizeUsage;
import credits.account.command.CaptureHold;
import credits.identity.UniqueId;
import credits.ledger.Ledger;
import credits.ledger.LedgerTuning;
import credits.ledger.query.AccountQueries;
import credits.money.Quantity;
import credits.retry.RetryPolicy;
import credits.simulation.store.CapacityUsage;
import credits.simulation.store.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.SplittableRandom;

/// The cost of a workload in DynamoDB, computed from item sizes as AWS bills them: the same on every machine.
///
/// @param writeUnits write units per event
/// @param requests requests to the database per event
/// @param overviewReadUnits read units of reading the monthly overview afterwards
/// @param overviewRequests requests of reading the monthly overview afterwards
public record CostBenchmark(double writeUnits, double requests, double overviewReadUnits, long overviewRequests) {
    private static final String TABLE = "credits";
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");
    private static final int COMMIT_COUNT = 200;
    /// The number of holds that [#measureHolds] measures.
    static final int HOLD_COUNT = 100;

    /// Books two hundred commits of a workload with one warm worker, five seconds apart, on an account with history.
    public static CostBenchmark measure(BenchmarkWorkload workload) {
        var store = new InMemoryStore(TABLE);
        var attempts = RetryPolicy.withinBudget(Duration.ofSeconds(1), new SplittableRandom(1));
        var ledger = new Ledger(store, TABLE, ROME, attempts, LedgerTuning.DEFAULT);
        workload.buildHistory(ledger);
        var random = new SplittableRandom(2);
        var at = BenchmarkWorkload.MEASURED_FROM;
        var before = totalUsage(store);
        for (int i = 0; i < COMMIT_COUNT; i++) {
            at = at.plusSeconds(5);
            var _ = ledger.commit(BenchmarkWorkload.ORGANISATION, workload.nextCommit(random, at));
        }
        var after = totalUsage(store);
        var _ = new AccountQueries(store, TABLE, ROME).currentAccount(BenchmarkWorkload.ORGANISATION, at);
        var read = totalUsage(store);
        double events = (double) COMMIT_COUNT * workload.eventsPerCommit();
        return new CostBenchmark(
                (after.writeUnits() - before.writeUnits()) / events,
                (after.requests() - before.requests()) / events,
                read.readUnits() - after.readUnits(),
                read.requests() - after.requests());
    }

    /// The capacity that a warm worker uses for a hundred holds and their captures, on an account that has already
    /// closed as many holds as its state remembers.
    public static CapacityUsage measureHolds() {
        var store = new InMemoryStore(TABLE);
        var attempts = RetryPolicy.withinBudget(Duration.ofSeconds(1), new SplittableRandom(1));
        var ledger = new Ledger(store, TABLE, ROME, attempts, LedgerTuning.DEFAULT);
        new BenchmarkWorkload(1, false).buildHistory(ledger);
        for (int i = 0; i < AccountHolds.MAX_CLOSED; i++) holdAndCapture(ledger, i);
        var before = totalUsage(store);
        for (int i = 0; i < HOLD_COUNT; i++) holdAndCapture(ledger, AccountHolds.MAX_CLOSED + i);
        var after = totalUsage(store);
        return new CapacityUsage(
                after.requests() - before.requests(),
                after.writeUnits() - before.writeUnits(),
                after.readUnits() - before.readUnits());
    }

    private static void holdAndCapture(Ledger ledger, int number) {
        var at = BenchmarkWorkload.MEASURED_FROM.plusSeconds(number);
        var authorize = new AuthorizeUsage(
                key(at, 2 * number),
                1,
                "svc_search",
                BenchmarkWorkload.pricedSearch(at),
                Optional.of(Duration.ofMinutes(15)),
                at);
        if (!(ledger.commit(BenchmarkWorkload.ORGANISATION, authorize)
                instanceof AuthorizationReply.Decided(var change))) throw new IllegalStateException("not held");
        var hold = change.account().holds().open().getLast().id();
        var capture = new CaptureHold(
                key(at, 2 * number + 1), 1, "svc_search", hold, new Quantity(Quantity.MICROS_PER_UNIT), at);
        if (!(ledger.commit(BenchmarkWorkload.ORGANISATION, capture) instanceof AuthorizationReply.Decided))
            throw new IllegalStateException("not captured");
    }

    private static UniqueId key(Instant at, int number) {
        return new UniqueId(at.toEpochMilli() << 16, new SplittableRandom(number).nextLong());
    }

    private static CapacityUsage totalUsage(InMemoryStore store) {
        return store.capacityUsage().values().stream().reduce(CapacityUsage.ZERO, CapacityUsage::plus);
    }
}
