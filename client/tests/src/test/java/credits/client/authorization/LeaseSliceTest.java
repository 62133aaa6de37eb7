package credits.client.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Decisions in the process: to the last millionth, by many threads, without an allocation, never after the
/// end.
@Timeout(300)
class LeaseSliceTest {
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final int THREADS = 8;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final AtomicLong wallMillis = new AtomicLong(1_000);
    private final LeaseClocks clocks = new LeaseClocks(nanos::get, () -> Instant.ofEpochMilli(wallMillis.get()));

    private LeaseSlice slice(long micros) {
        return new LeaseSlice(clocks.spanOf(PERIOD), micros);
    }

    @Test
    void all_of_it_can_be_taken_and_not_a_millionth_more() {
        var slice = slice(10);

        assertThat(slice.tryTake(4)).isTrue();
        assertThat(slice.tryTake(7)).isFalse();
        assertThat(slice.tryTake(6)).isTrue();
        assertThat(slice.tryTake(1)).isFalse();

        assertThat(slice.largestRefusedMicros()).isEqualTo(7);
        assertThat(slice.close()).isEqualTo(10);
    }

    @Test
    void nothing_is_taken_from_a_closed_slice() {
        var slice = slice(10);

        assertThat(slice.close()).isZero();

        assertThat(slice.tryTake(1)).isFalse();
        assertThat(LeaseSlice.closed(clocks).tryTake(1)).isFalse();
    }

    @Test
    void nothing_is_taken_once_the_monotonic_clock_has_reached_the_end() {
        var slice = slice(10);

        nanos.addAndGet(PERIOD.toNanos() - 1);
        assertThat(slice.tryTake(1)).isTrue();
        nanos.addAndGet(1);
        assertThat(slice.tryTake(1)).isFalse();

        assertThat(slice.close()).isEqualTo(1);
    }

    @Test
    void nothing_is_taken_after_a_suspension_that_only_the_wall_clock_noticed() {
        var slice = slice(10);

        wallMillis.addAndGet(PERIOD.toMillis() - 1);
        assertThat(slice.tryTake(1)).isTrue();
        wallMillis.addAndGet(1);
        assertThat(slice.tryTake(1)).isFalse();
    }

    @Test
    void a_wall_clock_that_is_set_back_does_not_lengthen_it() {
        var slice = slice(10);

        wallMillis.set(-1_000_000);
        nanos.addAndGet(PERIOD.toNanos());

        assertThat(slice.tryTake(1)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1_000, 1_000_003, 1_000_000_000_000L})
    void what_many_threads_take_is_what_closing_returns(long granted) throws Exception {
        var slice = slice(granted);
        var started = new CountDownLatch(THREADS);

        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var taken = new ArrayList<Future<Long>>();
            for (int i = 1; i <= THREADS; i++) taken.add(threads.submit(taking(slice, i, started)));
            started.await();
            // The smaller ones are used up by then, the largest is not.
            long closed = slice.close();

            long sum = 0;
            for (var each : taken) sum += each.get();
            assertThat(sum).isEqualTo(closed).isPositive().isLessThanOrEqualTo(granted);
        }
    }

    // Returns what was taken until something was refused.
    private static Callable<Long> taking(LeaseSlice slice, long micros, CountDownLatch started) {
        return () -> {
            long sum = 0;
            while (slice.tryTake(micros)) {
                sum += micros;
                if (sum > 100 * micros) started.countDown();
            }
            started.countDown();
            return sum;
        };
    }

    @Test
    void a_decision_allocates_nothing() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var system = new LeaseClocks(System::nanoTime, Clock.systemUTC());
        var slice = new LeaseSlice(system.spanOf(Duration.ofHours(1)), 1_000_000);
        take(slice, 200_000);

        long before = threads.getCurrentThreadAllocatedBytes();
        int granted = take(slice, 1_000_000);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(granted).isEqualTo(800_000); // and 200,000 refusals
        assertThat(allocated).isLessThan(1_000); // in all: the measuring itself allocates a little
    }

    private static int take(LeaseSlice slice, int times) {
        int granted = 0;
        for (int i = 0; i < times; i++) if (slice.tryTake(1)) granted++;
        return granted;
    }
}
