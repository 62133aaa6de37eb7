package credits.benchmarks;

import credits.account.Adjust;
import credits.account.Authorize;
import credits.account.Reply;
import credits.identity.MemberId;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.Attempts;
import credits.ledger.Ledger;
import credits.ledger.Unavailable;
import credits.money.Eur;
import credits.simulation.store.MemoryStore;
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

/// Many services that debit one account at the same time, in [PlayedTime]: each has its own worker, as on Lambda, and
/// the store takes three to nine milliseconds per call, about as long as DynamoDB.
///
/// @param callers the number of concurrent callers; each calls again 10 to 30 ms after its response
/// @param completed decided calls per second
/// @param failed the share of calls that were not decided within six seconds
/// @param p99 the response time of the fastest 99 % of calls
/// @param longest the longest response time
/// @param fewest the calls of the least served caller, as a share of the average
/// @param puts puts per decided call, including those that lost a race and those of undecided calls
public record Contention(
        int callers, double completed, double failed, Duration p99, Duration longest, double fewest, double puts) {
    private static final Duration LASTS = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final OrganisationId ORGANISATION = new OrganisationId("org_acme");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    /// Measures this number of callers that debit one account.
    public static Contention of(int callers) throws InterruptedException, ExecutionException {
        return new Run().measured(callers);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%2d callers of one account: %.0f completed/s, %.2f %% not decided, p99 %d ms, longest %d ms, "
                        + "least served caller %.0f %% of the average, %.1f puts per call",
                callers,
                completed,
                100 * failed,
                p99.toMillis(),
                longest.toMillis(),
                100 * fewest,
                puts);
    }

    private static final class Run {
        private final PlayedTime time = new PlayedTime();
        private final MemoryStore store = new MemoryStore("credits");
        private long keys;
        private long puts;

        /// The duration of a call, and whether it was decided.
        private record Took(long nanos, boolean decided) {}

        private Contention measured(int callers) throws InterruptedException, ExecutionException {
            var opening = new Adjust(key(), 1, Eur.of("999999"), new MemberId("usr_1"), "opening credits", NOON);
            var _ = new Ledger(store, "credits", ZoneId.of("Europe/Rome"), () -> () -> true)
                    .commit(ORGANISATION, opening);
            var asking = IntStream.rangeClosed(1, callers)
                    .mapToObj(number -> (Callable<List<Took>>) () -> ask(new SplittableRandom(number)))
                    .toList();
            return summed(time.play(asking));
        }

        private Contention summed(List<List<Took>> callers) {
            var nanos = callers.stream()
                    .flatMap(List::stream)
                    .mapToLong(Took::nanos)
                    .sorted()
                    .toArray();
            var decided = callers.stream()
                    .mapToLong(own -> own.stream().filter(Took::decided).count())
                    .summaryStatistics();
            return new Contention(
                    callers.size(),
                    decided.getSum() / (double) LASTS.toSeconds(),
                    (nanos.length - decided.getSum()) / (double) nanos.length,
                    Duration.ofNanos(nanos[(int) (nanos.length * 0.99)]),
                    Duration.ofNanos(nanos[nanos.length - 1]),
                    decided.getMin() / decided.getAverage(),
                    puts / (double) decided.getSum());
        }

        private List<Took> ask(SplittableRandom random) throws InterruptedException {
            var far = new FarStore(store, time, random.split());
            var ledger = new Ledger(
                    far, "credits", ZoneId.of("Europe/Rome"), Attempts.within(PATIENCE, random.split(), time));
            var took = new ArrayList<Took>();
            while (time.nanos() < LASTS.toNanos()) {
                time.pause(Duration.ofMillis(random.nextLong(10, 30)));
                long began = time.nanos();
                boolean decided = decided(ledger);
                took.add(new Took(time.nanos() - began, decided));
            }
            puts += far.puts();
            return took;
        }

        private boolean decided(Ledger ledger) {
            var now = NOON.plusNanos(time.nanos());
            var call = new Authorize(key(), 1, "svc_search", Workload.priced(now), Optional.empty(), now);
            try {
                return ledger.commit(ORGANISATION, call) instanceof Reply.Decided;
            } catch (Unavailable undecided) {
                return false;
            }
        }

        // Synchronized, because all callers share one source of randomness.
        private UniqueId key() {
            return new UniqueId(NOON.plusNanos(time.nanos()).toEpochMilli() << 16, ++keys);
        }
    }
}
