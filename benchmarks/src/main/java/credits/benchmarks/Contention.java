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
import credits.usage.PricedLine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/// Many services that ask for one organisation at once: each has a worker of its own, as each Lambda has, and the
/// store takes five milliseconds for every call, as DynamoDB about does.
///
/// @param callers how many ask at once, each again as soon as it is answered
/// @param completed calls decided a second
/// @param failed the share that was not decided within six seconds
/// @param p99 within which time 99 of 100 calls were answered
public record Contention(int callers, double completed, double failed, Duration p99) {
    private static final Duration LASTS = Duration.ofSeconds(8);
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final OrganisationId ORGANISATION = new OrganisationId("org_acme");
    private static final AtomicLong KEYS = new AtomicLong();

    /// Measures `callers` that debit one account at once.
    public static Contention of(int callers) throws InterruptedException, ExecutionException {
        var store = new Slow(new MemoryStore("credits"));
        var opening = new Adjust(key(), 1, Eur.of("999999"), new MemberId("usr_1"), "opening credits", Instant.now());
        var _ = ledger(store, 0).commit(ORGANISATION, opening);
        var nanos = new ArrayList<Long>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asking = new ArrayList<Callable<List<Long>>>();
            for (int i = 1; i <= callers; i++) {
                var ledger = ledger(store, i);
                asking.add(() -> ask(ledger));
            }
            for (var done : threads.invokeAll(asking)) nanos.addAll(done.get());
        }
        long failed = nanos.stream().filter(each -> each < 0).count();
        var times = nanos.stream().mapToLong(Math::abs).sorted().toArray();
        return new Contention(
                callers,
                (times.length - failed) / (double) LASTS.toSeconds(),
                failed / (double) times.length,
                Duration.ofNanos(times[(int) (times.length * 0.99)]));
    }

    private static Ledger ledger(DynamoDbClient store, long seed) {
        return new Ledger(
                store, "credits", ZoneId.of("Europe/Rome"), Attempts.within(PATIENCE, new SplittableRandom(seed)));
    }

    private static UniqueId key() {
        return new UniqueId(System.currentTimeMillis() << 16, KEYS.incrementAndGet());
    }

    // How long each call took; negative if it was not decided.
    private static List<Long> ask(Ledger ledger) {
        var took = new ArrayList<Long>();
        long end = System.nanoTime() + LASTS.toNanos();
        while (System.nanoTime() < end) {
            long began = System.nanoTime();
            boolean decided = decided(ledger);
            long nanos = System.nanoTime() - began;
            took.add(decided ? nanos : -nanos);
            pause(10, 30);
        }
        return took;
    }

    private static boolean decided(Ledger ledger) {
        Optional<PricedLine> line = Workload.priced(Instant.now());
        var call = new Authorize(key(), 1, "svc_search", line, Optional.empty(), Instant.now());
        try {
            return ledger.commit(ORGANISATION, call) instanceof Reply.Decided;
        } catch (Unavailable undecided) {
            return false;
        }
    }

    private static void pause(long least, long most) {
        try {
            Thread.sleep(Duration.ofMillis(ThreadLocalRandom.current().nextLong(least, most)));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "%2d callers on one account: %.0f completed/s, %.2f %% not decided, p99 %d ms"
                .formatted(callers, completed, 100 * failed, p99.toMillis());
    }

    /// The store at the end of a network.
    private record Slow(MemoryStore store) implements DynamoDbClient {
        @Override
        public PutItemResponse putItem(PutItemRequest request) {
            pause(3, 9);
            return store.putItem(request);
        }

        @Override
        public QueryResponse query(QueryRequest request) {
            pause(3, 9);
            return store.query(request);
        }

        @Override
        public String serviceName() {
            return "slow";
        }

        @Override
        public void close() {}
    }
}
