package credits.benchmarks;

import credits.account.command.BookReports;
import credits.ledger.Ledger;
import credits.retry.RetryPolicy;
import credits.simulation.store.InMemoryStore;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The events per second that one core books with the table in memory: deduplication, limits, totals, packing and
/// hashing of commits of 10 reports with 100 lines each. Run it with `./benchmark`.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@Fork(1)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 2)
public class BookingBenchmark {
    private static final int LINES = 100;
    private static final int COMMITS = 20;
    private static final int EVENTS = LINES * BenchmarkWorkload.BATCH * COMMITS;

    private Ledger ledger = ledger();
    private List<BookReports> commits = List.of();

    private static Ledger ledger() {
        var attempts = RetryPolicy.withinBudget(Duration.ofSeconds(1), new SplittableRandom(1));
        return new Ledger(new InMemoryStore("credits"), "credits", ZoneId.of("Europe/Rome"), attempts);
    }

    /// Creates an account with history, and commits that are new to it.
    @Setup(Level.Invocation)
    public void prepare() {
        ledger = ledger();
        var workload = new BenchmarkWorkload(LINES, BenchmarkWorkload.BATCH, false);
        var random = new SplittableRandom(2);
        var at = BenchmarkWorkload.MEASURED_FROM;
        var next = new ArrayList<BookReports>();
        for (int i = 0; i < COMMITS; i++) next.add(workload.nextCommit(random, at.plusSeconds(5L * i)));
        commits = next;
        workload.buildHistory(ledger);
    }

    /// Books the commits and returns the number of events.
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public int book() {
        for (var commit : commits) BenchmarkWorkload.book(ledger, commit);
        return EVENTS;
    }
}
