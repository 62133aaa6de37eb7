package credits.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import credits.Sample;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The guarantees for concurrent callers of one account. In virtual time, so they are the same
/// on every machine.
class ContentionBenchmarkTest {
    private static final int FEW = 32;

    @ParameterizedTest(name = "{0} callers: at least {1} completed/s, p99 {2} ms, longest {3} ms, {4} read units")
    @CsvSource({"1, 35, 20, 20, 1", "8, 140, 300, 500, 10", "32, 600, 300, 500, 10", "128, 1500, 300, 1000, 10"})
    void concurrent_callers_are_all_served_promptly_and_fairly(
            int callers, int completed, int p99, int longest, double readUnits)
            throws InterruptedException, ExecutionException {
        // Many callers make thousands of calls in two seconds.
        var duration = Duration.ofSeconds(Sample.FULL ? 10 : callers > FEW ? 2 : 4);
        var measured = ContentionBenchmark.measure(callers, duration);

        System.out.println("contention: " + measured);
        assertThat(measured.failedShare()).isZero();
        assertThat(measured.completedPerSecond()).isGreaterThan(completed);
        assertThat(measured.p99().toMillis()).isLessThan(p99);
        assertThat(measured.maxDuration().toMillis()).isLessThan(longest);
        assertThat(measured.leastServedShare()).isGreaterThan(0.5);
        assertThat(measured.writeUnitsPerCall()).isLessThanOrEqualTo(2.5);
        assertThat(measured.readUnitsPerCall()).isLessThanOrEqualTo(readUnits);
        assertThat(measured.maxWriteUnitsPerKey()).isLessThanOrEqualTo(800);
    }
}
