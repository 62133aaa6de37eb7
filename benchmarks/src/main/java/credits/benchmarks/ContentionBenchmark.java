package credits.benchmarks;

import credits.account.command.AdjustCredits;
import credits.account.command.AuthorizationReply;
import credits.account.command.AuthorizeUsage;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.Ledger;
import credits.money.Eur;
import credits.retry.RetryPolicy;
import credits.retry.ServiceUnavailableException;
import credits.simulation.store.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/// Many services that debit one account at the same time, in [VirtualTime]: each has its own worker, as on Lambda, and
/// the store takes three to nine milliseconds per call, about as long as DynamoDB.
///
/// @param callers the number of concurrent callers; each calls again 10 to 30 ms after its response
/// @param completedPerSecond decided calls per second
/// @param failedShare the share of calls that were not decided within six seconds
/// @param p99 the response time of the fastest 99 % of calls
/// @param maxDuration the longest response time
/// @param leastServedShare the calls of the least served caller, as a share of the average
/// @param putsPerCall puts per decided call, including those that lost a race and those of undecided calls
/// @param writeUnitsPerCall the write units of these puts
/// @param readUnitsPerCall the read units of everything that was read per decided call
/// @param maxWriteUnitsPerKey the most that one partition key took in a second
public record ContentionBenchmark(
        int callers,
        double completedPerSecond,
        double failedShare,
        Duration p99,
        Duration maxDuration,
        double leastServedShare,
        double putsPerCall,
        double writeUnitsPerCall,
        double readUnitsPerCall,
        long maxWriteUnitsPerKey) {
    private static final Duration RETRY_TIMEOUT = Duration.ofSeconds(6);
    private static final OrganisationId ORGANISATION = new OrganisationId("org_acme");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    /// Measures this number of callers that debit one account for `duration`.
    public static ContentionBenchmark measure(int callers, Duration duration)
            throws InterruptedException, ExecutionException {
        return new Run(duration).measure(callers);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%2d callers of one account: %.0f completed/s, %.2f %% not decided, p99 %d ms, longest %d ms, "
                        + "least served caller %.0f %% of the average, %.1f puts, %.1f write units and %.1f read units per "
                        + "call, at most %d write units a second on one key",
                callers,
                completedPerSecond,
                100 * failedShare,
                p99.toMillis(),
                maxDuration.toMillis(),
                100 * leastServedShare,
                putsPerCall,
                writeUnitsPerCall,
                readUnitsPerCall,
                maxWriteUnitsPerKey);
    }

    private static final class Run {
        private final VirtualTime time = new VirtualTime();
        private final InMemoryStore store = new InMemoryStore("credits");
        private final PartitionLoad load = new PartitionLoad();
        private final Duration duration;
        private long keys;
        private long puts;

        private Run(Duration duration) {
            this.duration = duration;
        }

        /// The duration of a call, and whether it was decided.
        private record MeasuredCall(long nanos, boolean decided) {}

        private ContentionBenchmark measure(int callers) throws InterruptedException, ExecutionException {
            var opening = new AdjustCredits(key(), 1, Eur.of("999999"), new MemberId("usr_1"), "opening credits", NOON);
            var _ = new Ledger(store, "credits", ZoneId.of("Europe/Rome"), () -> () -> true)
                    .commit(ORGANISATION, opening);
            var asking = IntStream.rangeClosed(1, callers)
                    .mapToObj(number -> (Callable<List<MeasuredCall>>) () -> runCaller(new SplittableRandom(number)))
                    .toList();
            return summarise(time.runAll(asking));
        }

        private ContentionBenchmark summarise(List<List<MeasuredCall>> callers) {
            var nanos = callers.stream()
                    .flatMap(List::stream)
                    .mapToLong(MeasuredCall::nanos)
                    .sorted()
                    .toArray();
            var decided = callers.stream()
                    .mapToLong(own -> own.stream().filter(MeasuredCall::decided).count())
                    .summaryStatistics();
            return new ContentionBenchmark(
                    callers.size(),
                    decided.getSum() / (double) duration.toSeconds(),
                    (nanos.length - decided.getSum()) / (double) nanos.length,
                    Duration.ofNanos(nanos[(int) (nanos.length * 0.99)]),
                    Duration.ofNanos(nanos[nanos.length - 1]),
                    decided.getMin() / decided.getAverage(),
                    puts / (double) decided.getSum(),
                    load.total() / (double) decided.getSum(),
                    CostBenchmark.totalUsage(store).readUnits() / decided.getSum(),
                    load.maxPerSecond());
        }

        private List<MeasuredCall> runCaller(SplittableRandom random) throws InterruptedException {
            var latencyStore = new LatencyStore(store, time, random.split(), load);
            var ledger = new Ledger(
                    latencyStore,
                    "credits",
                    ZoneId.of("Europe/Rome"),
                    RetryPolicy.withinBudget(RETRY_TIMEOUT, random.split(), time));
            var durations = new ArrayList<MeasuredCall>();
            while (time.nanoTime() < duration.toNanos()) {
                time.sleep(Duration.ofMillis(random.nextLong(10, 30)));
                long startNanos = time.nanoTime();
                boolean decided = decided(ledger);
                durations.add(new MeasuredCall(time.nanoTime() - startNanos, decided));
            }
            puts += latencyStore.putCount();
            return durations;
        }

        private boolean decided(Ledger ledger) {
            var now = NOON.plusNanos(time.nanoTime());
            var command = new AuthorizeUsage(
                    key(), 1, "svc_search", BenchmarkWorkload.pricedSearch(now), Optional.empty(), now);
            try {
                var reply = ledger.commitCall(ORGANISATION, command);
                return reply instanceof AuthorizationReply.Decided
                        || reply instanceof AuthorizationReply.DecidedByAnother;
            } catch (ServiceUnavailableException undecided) {
                return false;
            }
        }

        // Synchronized, because all callers share one source of randomness.
        private UniqueId key() {
            return new UniqueId(NOON.plusNanos(time.nanoTime()).toEpochMilli() << 16, ++keys);
        }
    }
}
