package credits.benchmarks;

import credits.identity.OrganisationId;
import credits.ledger.Ledger;
import credits.ledger.query.AccountQueries;
import credits.ledger.query.EntrySink;
import credits.retry.RetryPolicy;
import credits.simulation.store.CapacityUsage;
import credits.simulation.store.InMemoryStore;
import credits.usage.LedgerEntry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/// What reading costs on an account with this number of events, evenly over ten days.
///
/// @param overview the requests and read units of the monthly overview with its daily table, limits and history
/// @param overviewMicros the median time to read it from memory
/// @param dayPage the requests and read units of the newest 100 entries of the last day
record ReadBenchmark(long events, CapacityUsage overview, double overviewMicros, CapacityUsage dayPage) {
    private static final String TABLE = "credits";
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");
    private static final OrganisationId ORGANISATION = BenchmarkWorkload.ORGANISATION;
    private static final int MAX_LINES = 500;
    private static final int TIMED_READS = 501;
    private static final int PAGE_SIZE = 100;
    private static final Duration TIME_OF_USE = Duration.ofDays(10);

    /// Books this number of events, at least a thousand, evenly over ten days, and reads them.
    static ReadBenchmark measure(long events) {
        var store = new InMemoryStore(TABLE);
        var attempts = RetryPolicy.withinBudget(Duration.ofSeconds(1), new SplittableRandom(1));
        var ledger = new Ledger(store, TABLE, ROME, attempts);
        var end = book(ledger, events);
        var queries = new AccountQueries(store, TABLE, ROME);
        var before = CostBenchmark.totalUsage(store);
        var _ = queries.currentAccount(ORGANISATION, end);
        var overview = CostBenchmark.totalUsage(store);
        var _ = queries.readEntries(
                ORGANISATION, end.atZone(ROME).toLocalDate(), end, Optional.empty(), Optional.empty(), firstPage());
        var page = CostBenchmark.totalUsage(store);
        return new ReadBenchmark(events, minus(overview, before), medianMicros(queries, end), minus(page, overview));
    }

    private static EntrySink firstPage() {
        var entries = new ArrayList<LedgerEntry>();
        return entry -> entries.size() < PAGE_SIZE && entries.add(entry);
    }

    private static Instant book(Ledger ledger, long events) {
        int lines = (int) Math.min(MAX_LINES, events / 100);
        var workload = new BenchmarkWorkload(lines, BenchmarkWorkload.BATCH, false);
        var random = new SplittableRandom(2);
        BenchmarkWorkload.openAccount(ledger, random, "900000", BenchmarkWorkload.MEASURED_FROM.minusSeconds(1));
        long commits = events / workload.eventsPerCommit();
        var at = BenchmarkWorkload.MEASURED_FROM;
        for (long i = 0; i < commits; i++) {
            at = BenchmarkWorkload.MEASURED_FROM.plus(
                    TIME_OF_USE.multipliedBy(i).dividedBy(commits));
            BenchmarkWorkload.book(ledger, workload.nextCommit(random, at));
        }
        return at;
    }

    private static double medianMicros(AccountQueries queries, Instant now) {
        var nanos = new long[TIMED_READS];
        for (int i = 0; i < TIMED_READS; i++) {
            long start = System.nanoTime();
            var _ = queries.currentAccount(ORGANISATION, now);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos[TIMED_READS / 2] / 1e3;
    }

    private static CapacityUsage minus(CapacityUsage after, CapacityUsage before) {
        return new CapacityUsage(
                after.requests() - before.requests(),
                after.writeUnits() - before.writeUnits(),
                after.readUnits() - before.readUnits());
    }
}
