package credits.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import credits.Sample;
import credits.account.command.BookReports;
import credits.account.command.BookReports.Verdict;
import credits.ledger.Ledger;
import credits.retry.RetryPolicy;
import credits.retry.Sleeper;
import credits.simulation.store.CapacityUsage;
import credits.simulation.store.InMemoryStore;
import credits.usage.PricedReport;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What one commit reads and writes, whichever instance makes it, in units as AWS bills them.
class CommitCostTest {
    private static final int MEASURED = 640;
    private static final Duration A_TENTH = Duration.ofMillis(100);
    private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

    private final InMemoryStore store = new InMemoryStore("credits");
    private final SplittableRandom random = new SplittableRandom(7);
    private Instant now = BenchmarkWorkload.MEASURED_FROM;

    private final Sleeper clock = new Sleeper() {
        @Override
        public long nanoTime() {
            return Duration.between(BenchmarkWorkload.MEASURED_FROM, now).toNanos();
        }

        @Override
        public void sleep(Duration duration) {
            now = now.plus(duration);
        }
    };

    @Test
    void a_warm_instance_alone_puts_once_and_reads_nothing() {
        var alone = newInstance();
        bookOneByOne(alone, 3, FIVE_SECONDS);

        var used = commit(alone, 50, FIVE_SECONDS);

        assertRequests(used, 50, 0);
    }

    @ParameterizedTest(name = "stale by {0} segments of {1} lines")
    @CsvSource({"1, 1", "2, 1", "10, 1", "40, 1", "400, 1", "1, 100", "40, 100", "1, 1000", "40, 1000"})
    void an_instance_whose_head_is_old_reads_the_newest_segment_and_puts_once(int missed, int lines) {
        var workload = new BenchmarkWorkload(Math.max(1, lines / 10), BenchmarkWorkload.BATCH, false);
        var behind = newInstance();
        var busy = newInstance();
        for (int i = 0; i < 5; i++) book(behind, workload, A_TENTH);
        now = now.plusSeconds(6);
        for (int i = 0; i < missed; i++) book(busy, workload, A_TENTH);

        var before = used();
        book(behind, workload, FIVE_SECONDS);

        assertRequests(usedSince(before), 1, 1);
        assertThat(usedSince(before).readUnits())
                .isEqualTo((double) Math.ceilDiv(usedSince(before).writeUnits(), 4));
    }

    /// It has just been alone, so it guesses, once.
    @Test
    void an_instance_that_loses_a_put_reads_before_it_puts_again() {
        var surprised = newInstance();
        bookOneByOne(surprised, 5, A_TENTH);
        bookOneByOne(newInstance(), 1, A_TENTH);

        assertRequests(commit(surprised, 1, A_TENTH), 2, 1);
        assertRequests(commit(surprised, 1, A_TENTH), 1, 1);
    }

    @Test
    void two_instances_in_turn_never_lose_a_put() {
        var instances = List.of(newInstance(), newInstance());
        for (int i = 0; i < 4; i++) bookOneByOne(instances.get(i % 2), 1, A_TENTH);

        var before = used();
        for (int i = 0; i < 60; i++) bookOneByOne(instances.get(i % 2), 1, A_TENTH);

        // The last one completes a block of 64 segments and writes its page. It has read each of the other's segments.
        assertThat(usedSince(before).requests()).isEqualTo(2 * 60 + 1);
    }

    @ParameterizedTest(name = "{0} segments before")
    @CsvSource({"1", "63", "200", "1000"})
    void a_cold_instance_with_a_fresh_id_queries_and_puts_once(int history) {
        bookOneByOne(newInstance(), history, A_TENTH);
        now = now.plusSeconds(1);

        var used = commit(newInstance(), 1, Duration.ZERO);

        // The commit that completes a block of 64 segments also reads the block and writes its page.
        int pages = (history + 1) % 64 == 0 ? 1 : 0;
        assertRequests(used, 1 + pages, 1 + pages);
    }

    static List<Arguments> oldIds() {
        var all = List.of(
                arguments(10, 0, 0, 1, 0),
                arguments(120, 0, 0, 1, 0),
                arguments(120, 10, 60, 1, 0),
                arguments(120, 10, 299, 1, 0),
                arguments(1, 0, 0, 64, 10),
                arguments(120, 0, 0, 8, 4),
                arguments(120, 0, 0, 64, 12));
        return Sample.of(all, 3);
    }

    /// Instances that take turns read what the others have written since they were last there.
    @ParameterizedTest(name = "ids up to {0} s old, every {1}th caller {2} s ahead, {3} instances: at most {4} units")
    @MethodSource("oldIds")
    void ids_that_are_old_when_they_are_booked_cost_few_reads(
            int seconds, int every, int ahead, int instances, int maxUnits) {
        var workers = IntStream.range(0, instances).mapToObj(_ -> newInstance()).toList();
        // Ids may be five minutes ahead, so that as much of the past may have to be searched beyond their age.
        int warmUp = seconds < 60 ? 640 : 4_200;
        for (int i = 0; i < warmUp; i++) bookOld(workers.get(i % instances), seconds, every, ahead);

        var before = used();
        for (int i = 0; i < MEASURED; i++) bookOld(workers.get(i % instances), seconds, every, ahead);

        double units = usedSince(before).readUnits() / MEASURED;
        System.out.printf(
                "commit: ids up to %d s old, every %dth caller %d s ahead, %d instances: %.2f read units a commit%n",
                seconds, every, ahead, instances, units);
        assertThat(units).isLessThanOrEqualTo(maxUnits);
    }

    static List<Arguments> turns() {
        var all = List.of(
                arguments(1, 1, 8),
                arguments(1, 1, 64),
                arguments(1, 10, 64),
                arguments(10, 10, 64),
                arguments(100, 1, 64),
                arguments(100, 10, 64));
        return Sample.of(all, 2);
    }

    @ParameterizedTest(name = "{0} lines x {1} reports, {2} instances")
    @MethodSource("turns")
    void instances_that_take_turns_cost_little_more_than_one(int lines, int reports, int instances) {
        var workload = new BenchmarkWorkload(lines, reports, false);
        double alone = CostBenchmark.measure(workload, 1).dollarsPerMillion();
        double inTurn = CostBenchmark.measure(workload, instances).dollarsPerMillion();

        System.out.printf(
                "cost: %d lines x %d reports: $%.4f a million events alone, $%.4f with %d instances in turn: %.2f%n",
                lines, reports, alone, inTurn, instances, inTurn / alone);
        assertThat(inTurn / alone).isLessThanOrEqualTo(1.3);
    }

    private Ledger newInstance() {
        return new Ledger(
                store,
                "credits",
                ZoneId.of("Europe/Rome"),
                RetryPolicy.withinBudget(Duration.ofSeconds(9), new SplittableRandom(1), clock));
    }

    private CapacityUsage commit(Ledger instance, int commits, Duration pause) {
        var before = used();
        bookOneByOne(instance, commits, pause);
        return usedSince(before);
    }

    private void bookOneByOne(Ledger instance, int commits, Duration pause) {
        for (int i = 0; i < commits; i++) book(instance, new BenchmarkWorkload(1, 1, false), pause);
    }

    private void book(Ledger instance, BenchmarkWorkload workload, Duration pause) {
        now = now.plus(pause);
        commit(instance, workload.nextCommit(random, now).reports());
    }

    // Ten reports, the tenth of a second after the last.
    private void bookOld(Ledger instance, int seconds, int every, int ahead) {
        now = now.plus(A_TENTH);
        var reports = new ArrayList<PricedReport>();
        for (int i = 0; i < 10; i++) {
            boolean isAhead = every > 0 && random.nextInt(every) == 0;
            var created = isAhead ? now.plusSeconds(ahead) : now.minusMillis(random.nextLong(1_000L * seconds));
            reports.add(new BenchmarkWorkload(1, 1, false).reportCreatedAt(random, created, now));
        }
        commit(instance, reports);
    }

    private void commit(Ledger instance, List<PricedReport> reports) {
        var verdicts = instance.commit(BenchmarkWorkload.ORGANISATION, new BookReports(reports, now));
        assertThat(verdicts).hasOnlyElementsOfType(Verdict.Booked.class);
    }

    private CapacityUsage used() {
        return store.capacityUsage().values().stream().reduce(CapacityUsage.ZERO, CapacityUsage::plus);
    }

    private CapacityUsage usedSince(CapacityUsage before) {
        var now = used();
        return new CapacityUsage(
                now.requests() - before.requests(),
                now.writeUnits() - before.writeUnits(),
                now.readUnits() - before.readUnits());
    }

    private static void assertRequests(CapacityUsage used, long puts, long reads) {
        assertThat(used.requests()).isEqualTo(puts + reads);
        if (reads == 0) assertThat(used.readUnits()).isZero();
        else assertThat(used.readUnits()).isPositive();
    }
}
