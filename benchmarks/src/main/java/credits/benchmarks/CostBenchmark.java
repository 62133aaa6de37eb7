package credits.benchmarks;

import credits.account.AccountHolds;
import credits.account.command.AuthorizationReply;
import credits.account.command.AuthorizeUsage;
import credits.account.command.CaptureHold;
import credits.identity.UniqueId;
import credits.ledger.Ledger;
import credits.ledger.LedgerTuning;
import credits.money.Quantity;
import credits.retry.RetryPolicy;
import credits.simulation.store.CapacityUsage;
import credits.simulation.store.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// The cost of a workload in DynamoDB, computed from item sizes as AWS bills them: the same on every machine.
///
/// @param writeUnits write units per event
/// @param readUnits read units per event
/// @param requests requests to the database per event
public record CostBenchmark(double writeUnits, double readUnits, double requests) {
    /// The number of holds that [#measureHolds] measures.
    static final int HOLD_COUNT = 100;

    private static final String TABLE = "credits";
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");
    private static final Duration PAUSE = Duration.ofSeconds(5);
    // Two blocks of 64 segments or more, so that the pages of the index count.
    private static final int COMMIT_COUNT = 128;

    /// Books 128 batches of a workload, five seconds apart, on an account with history. Warm workers book
    /// them in turn.
    public static CostBenchmark measure(BenchmarkWorkload workload, int workers) {
        var store = new InMemoryStore(TABLE);
        var ledgers =
                IntStream.range(0, workers).mapToObj(_ -> newLedger(store)).toList();
        workload.buildHistory(ledgers.getFirst());
        var random = new SplittableRandom(2);
        var measuredFrom = BenchmarkWorkload.MEASURED_FROM.plus(PAUSE.multipliedBy(workers));
        book(workload, ledgers, random, BenchmarkWorkload.MEASURED_FROM, workers);
        var before = totalUsage(store);
        book(workload, ledgers, random, measuredFrom, COMMIT_COUNT);
        var after = totalUsage(store);
        double events = (double) COMMIT_COUNT * workload.eventsPerCommit();
        return new CostBenchmark(
                (after.writeUnits() - before.writeUnits()) / events,
                (after.readUnits() - before.readUnits()) / events,
                (after.requests() - before.requests()) / events);
    }

    /// The dollars that a million events cost in DynamoDB.
    double dollarsPerMillion() {
        return DynamoDbPrices.dollars(1_000_000 * writeUnits, 1_000_000 * readUnits);
    }

    private static void book(
            BenchmarkWorkload workload, List<Ledger> ledgers, SplittableRandom random, Instant from, int commits) {
        for (int i = 0; i < commits; i++) {
            var commit = workload.nextCommit(random, from.plus(PAUSE.multipliedBy(i)));
            BenchmarkWorkload.book(ledgers.get(i % ledgers.size()), commit);
        }
    }

    private static Ledger newLedger(InMemoryStore store) {
        var attempts = RetryPolicy.withinBudget(Duration.ofSeconds(1), new SplittableRandom(1));
        return new Ledger(store, TABLE, ROME, attempts, LedgerTuning.DEFAULT);
    }

    /// The capacity that a warm worker uses for a hundred holds and their captures, on an account that has already
    /// closed as many holds as its state remembers.
    public static CapacityUsage measureHolds() {
        var store = new InMemoryStore(TABLE);
        var ledger = newLedger(store);
        new BenchmarkWorkload(1, BenchmarkWorkload.BATCH, false).buildHistory(ledger);
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

    static CapacityUsage totalUsage(InMemoryStore store) {
        return store.capacityUsage().values().stream().reduce(CapacityUsage.ZERO, CapacityUsage::plus);
    }
}
