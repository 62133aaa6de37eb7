package credits.function.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import credits.webhook.EventEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryScheduleTest {
    private static final Duration LONGEST_THAT_SQS_HIDES_A_MESSAGE = Duration.ofHours(12);

    /// Red with a pause that SQS refuses, or when the last attempt is made a day too early.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void pauses_grow_and_the_last_attempt_is_made_after_exactly_three_days(long seed) {
        var schedule = new RetrySchedule(new SplittableRandom(seed));
        var pauses = new ArrayList<Duration>();
        var waited = Duration.ZERO;
        for (int attempts = 1; waited.compareTo(EventEndpoint.MAX_RETRY_TIME) < 0; attempts++) {
            var pause = schedule.pauseAfter(attempts, EventEndpoint.MAX_RETRY_TIME.minus(waited));
            pauses.add(pause);
            waited = waited.plus(pause);
        }

        assertThat(waited).isEqualTo(EventEndpoint.MAX_RETRY_TIME);
        assertThat(pauses)
                .hasSizeBetween(10, 14)
                .allMatch(each -> each.compareTo(LONGEST_THAT_SQS_HIDES_A_MESSAGE) < 0);
        assertThat(pauses.getFirst()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
        assertThat(pauses.subList(0, 6)).isSorted();
    }

    /// Red when what failed together comes back together.
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7})
    void pauses_differ_from_one_another(int attempts) {
        var schedule = new RetrySchedule(new SplittableRandom(attempts));
        var pauses = List.of(
                schedule.pauseAfter(attempts, EventEndpoint.MAX_RETRY_TIME),
                schedule.pauseAfter(attempts, EventEndpoint.MAX_RETRY_TIME),
                schedule.pauseAfter(attempts, EventEndpoint.MAX_RETRY_TIME));

        assertThat(pauses).doesNotHaveDuplicates();
    }
}
