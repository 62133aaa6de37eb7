package credits.benchmarks;

import credits.account.command.AuthorizationReply;
import credits.account.command.AuthorizeUsage;
import credits.identity.OrganisationId;
import credits.identity.UniqueId;
import credits.ledger.Ledger;
import credits.money.Eur;
import credits.retry.RetryPolicy;
import credits.retry.ServiceUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/// Many services that debit one account on DynamoDB Local at the same time, each with a worker of its own, and each
/// again as soon as it is answered. They share the processors with the database, so this shows that concurrent calls
/// are decided, not how fast they are on AWS; that is [ContentionBenchmark].
///
/// @param perSecond decided calls per second
/// @param undecided the calls that were not decided within six seconds
record LocalContentionBenchmark(double perSecond, int undecided, Duration median, Duration p99) {
    private static final Duration RETRY_TIMEOUT = Duration.ofSeconds(6);

    private record MeasuredCall(boolean decided, long nanos) {}

    /// Lets the callers of a new organisation call for `duration`, after a warm-up of half of it.
    static LocalContentionBenchmark measure(BenchmarkTable table, int callers, Duration duration)
            throws InterruptedException, ExecutionException {
        var organisation = new OrganisationId("contended-" + callers);
        table.openAccount(organisation, Eur.of("900000"));
        var workers = IntStream.rangeClosed(1, callers)
                .mapToObj(number -> new Worker(table, organisation, number))
                .toList();
        var _ = callAll(workers, duration.dividedBy(2));
        var calls = callAll(workers, duration);
        var nanos = calls.stream().mapToLong(MeasuredCall::nanos).toArray();
        long decided = calls.stream().filter(MeasuredCall::decided).count();
        return new LocalContentionBenchmark(
                decided / (duration.toNanos() / 1e9),
                Math.toIntExact(calls.size() - decided),
                Figures.percentile(nanos, 0.5),
                Figures.percentile(nanos, 0.99));
    }

    private static List<MeasuredCall> callAll(List<Worker> workers, Duration duration)
            throws InterruptedException, ExecutionException {
        long until = System.nanoTime() + duration.toNanos();
        var tasks = workers.stream()
                .map(worker -> (Callable<List<MeasuredCall>>) () -> worker.callUntil(until))
                .toList();
        var calls = new ArrayList<MeasuredCall>();
        try (var threads = Executors.newFixedThreadPool(tasks.size())) {
            for (var task : threads.invokeAll(tasks)) calls.addAll(task.get());
        }
        return calls;
    }

    private static final class Worker {
        private final OrganisationId organisation;
        private final Ledger ledger;
        private final SplittableRandom random;
        private final long startNanos = System.nanoTime();

        Worker(BenchmarkTable table, OrganisationId organisation, int number) {
            this.organisation = organisation;
            random = new SplittableRandom(number);
            var retries = RetryPolicy.withinBudget(RETRY_TIMEOUT, random.split());
            ledger = new Ledger(table.dynamo(), BenchmarkTable.NAME, BenchmarkTable.ROME, retries);
        }

        private List<MeasuredCall> callUntil(long until) {
            var calls = new ArrayList<MeasuredCall>();
            for (long start = System.nanoTime(); start < until; start = System.nanoTime()) {
                boolean decided = isDecided(BenchmarkWorkload.MEASURED_FROM.plusNanos(start - startNanos));
                calls.add(new MeasuredCall(decided, System.nanoTime() - start));
            }
            return calls;
        }

        private boolean isDecided(Instant now) {
            var key = new UniqueId(now.toEpochMilli() << 16, random.nextLong());
            var command = new AuthorizeUsage(
                    key, 1, "svc_search", BenchmarkWorkload.pricedSearch(now), Optional.empty(), now);
            try {
                var reply = ledger.commitCall(organisation, command);
                return reply instanceof AuthorizationReply.Decided
                        || reply instanceof AuthorizationReply.DecidedByAnother;
            } catch (ServiceUnavailableException undecided) {
                return false;
            }
        }
    }
}
