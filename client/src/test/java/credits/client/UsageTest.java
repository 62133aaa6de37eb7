package credits.client;

import static credits.client.Reporting.ACME;
import static credits.client.Reporting.LINE;
import static credits.client.Reporting.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.client.Reporting.Lost;
import credits.client.Sink.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Batching, buffering and retrying, controlled by latches and a manual clock.
@Timeout(300)
class UsageTest {
    // About 180 KB: the smallest buffer does not hold six of these.
    private static final List<Line> MANY =
            Collections.nCopies(900, LINE.member("m".repeat(64)).reference("r".repeat(40)));

    private final Reporting reporting = new Reporting();
    private final ManualClock clock = reporting.clock;
    private final RecordingSink sink = reporting.sink;
    private final ConcurrentLinkedQueue<Lost> lost = reporting.lost;
    private final UsageSettings settings = reporting.settings;

    @Test
    void what_is_recorded_arrives_after_the_linger_without_a_flush() throws InterruptedException {
        try (var usage = Usage.to(sink, reporting::keep, settings)) {
            usage.record(ACME, Line.of("a", Quantity.of(1)));

            sink.awaitEntered();
        }

        assertThat(sink.taken()).extracting(Report::lines).containsExactly(1);
    }

    @Test
    void everything_that_many_threads_record_arrives_once_in_reports_with_ids_of_their_own() throws Exception {
        var random = new java.util.Random(4711);
        sink.answering(_ -> {
            synchronized (random) {
                return random.nextInt(3) == 0 ? Outcome.later("throttled") : Outcome.taken();
            }
        });
        int threads = 8;
        int each = 5_000;

        try (var usage = reporting.usage(settings)) {
            var recording = new ArrayList<Thread>();
            for (int t = 0; t < threads; t++) {
                var organisation = new Organisation("org_" + t % 3);
                var member = "t" + t;
                recording.add(Thread.startVirtualThread(() -> {
                    for (int i = 0; i < each; i++) {
                        usage.record(organisation, LINE.member(member).reference("r" + i));
                    }
                }));
            }
            for (var thread : recording) thread.join();
        }

        var next = new HashMap<String, Integer>();
        var ids = new HashSet<String>();
        for (var report : sink.taken()) {
            assertThat(ids.add(report.id())).isTrue();
            for (var line : WireFormatTest.understood(report).lines()) {
                var seen = next.merge(line.member().orElseThrow().value(), 1, Integer::sum);
                assertThat(seen).isLessThanOrEqualTo(each);
            }
        }
        assertThat(next)
                .hasSize(threads)
                .allSatisfy((_, count) -> assertThat(count).isEqualTo(each));
        assertThat(lost).isEmpty();
    }

    @Test
    void a_report_that_is_tried_again_is_the_same_to_the_letter() throws InterruptedException {
        var attempts = new AtomicInteger();
        sink.answering(_ -> attempts.incrementAndGet() < 4 ? Outcome.later("503") : Outcome.taken());

        try (var usage = reporting.usage(settings)) {
            usage.record(ACME, LINE);
            clock.advance(Duration.ofSeconds(30));
            assertThat(usage.flush(LONG)).isTrue();
        }

        assertThat(sink.rounds()).hasSize(4);
        assertThat(new HashSet<>(sink.rounds())).hasSize(1);
    }

    @Test
    void a_sink_that_throws_or_answers_nonsense_loses_nothing() throws InterruptedException {
        var attempts = new AtomicInteger();
        Sink broken = reports -> switch (attempts.incrementAndGet()) {
            case 1 -> throw new IllegalStateException("no connection");
            case 2 -> List.of();
            default -> sink.send(reports);
        };

        try (var usage = reporting.usage(broken, reporting::keep, settings)) {
            usage.record(ACME, LINE);
            assertThat(usage.flush(LONG)).isTrue();
        }

        assertThat(sink.taken()).hasSize(1);
        assertThat(lost).isEmpty();
    }

    @Test
    void only_the_entry_that_failed_is_sent_again() throws InterruptedException {
        var refusedOnce = new AtomicInteger();
        sink.answering(report -> report.organisation().id().equals("org_1") && refusedOnce.getAndIncrement() == 0
                ? Outcome.later("throttled")
                : Outcome.taken());
        sink.shut();

        try (var usage = reporting.usage(settings)) {
            usage.record(ACME, LINE);
            clock.advance(Duration.ofSeconds(1));
            sink.awaitEntered();
            for (int i = 0; i < 3; i++) usage.record(new Organisation("org_" + i), LINE);
            sink.open();
            assertThat(usage.flush(LONG)).isTrue();
        }

        assertThat(sink.taken())
                .extracting(report -> report.organisation().id())
                .containsExactlyInAnyOrder("org_acme", "org_0", "org_1", "org_2");
        assertThat(sink.rounds().getLast())
                .extracting(report -> report.organisation().id())
                .containsExactly("org_1");
    }

    @Test
    void a_full_buffer_refuses_at_once_when_told_so_and_takes_lines_again_when_there_is_room() throws Exception {
        sink.shut();
        var small = settings.mostBufferedBytes(UsageSettings.LEAST_BUFFER).longestWait(Duration.ZERO);

        try (var usage = reporting.usage(small)) {
            int accepted = fill(usage);
            sink.open();
            assertThat(usage.flush(LONG)).isTrue();
            usage.record(ACME, MANY);
            assertThat(usage.flush(LONG)).isTrue();

            assertThat(accepted).isBetween(3, 6);
            assertThat(sink.taken()).hasSize(accepted + 1);
        }
        assertThat(lost).isEmpty();
    }

    private static int fill(Usage usage) {
        for (int i = 0; i < 100; i++) {
            try {
                usage.record(new Organisation("org_" + i), MANY);
            } catch (BufferFull full) {
                return i;
            }
        }
        throw new AssertionError("never full");
    }

    @Test
    void a_full_buffer_lets_the_caller_wait_until_there_is_room() throws Exception {
        sink.shut();
        var small = settings.mostBufferedBytes(UsageSettings.LEAST_BUFFER).longestWait(LONG);
        var waiting = new CountDownLatch(6);

        try (var usage = reporting.usage(small)) {
            var recording = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 12; i++) {
                    usage.record(new Organisation("org_" + i), MANY);
                    waiting.countDown();
                }
            });
            while (recording.getState() != Thread.State.TIMED_WAITING) Thread.onSpinWait();
            assertThat(waiting.getCount()).isPositive();
            sink.open();
            recording.join();
        }

        assertThat(sink.taken().stream().mapToInt(Report::lines).sum()).isEqualTo(12 * MANY.size());
        assertThat(lost).isEmpty();
    }

    @Test
    void pauses_grow_with_every_failure_in_a_row_and_begin_anew_after_a_success() throws InterruptedException {
        var attempts = new AtomicInteger();
        var failing = List.of(1, 2, 3, 5);
        sink.answering(_ -> failing.contains(attempts.incrementAndGet()) ? Outcome.later("503") : Outcome.taken());

        try (var usage = reporting.usage(settings)) {
            for (int i = 0; i < 2; i++) {
                usage.record(ACME, LINE);
                assertThat(usage.flush(LONG)).isTrue();
            }
        }

        assertThat(reporting.longestPauses.stream().map(Duration::toMillis)).containsExactly(100L, 200L, 400L, 100L);
    }

    @Test
    void a_flush_that_is_not_done_in_time_says_so() throws InterruptedException {
        sink.shut();

        try (var usage = reporting.usage(settings)) {
            usage.record(ACME, LINE);
            assertThat(usage.flush(Duration.ZERO)).isFalse();
            sink.awaitEntered();
            assertThat(usage.flush(Duration.ZERO)).isFalse();
            sink.open();
            assertThat(usage.flush(LONG)).isTrue();
        }
    }

    @Test
    void a_line_that_could_never_be_booked_is_refused_before_it_spoils_its_report() throws InterruptedException {
        var now = clock.instant();
        try (var usage = reporting.usage(settings)) {
            assertThatThrownBy(() -> usage.record(ACME, LINE.at(now.plus(Duration.ofMinutes(5)))))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> usage.record(ACME, LINE.at(now.minus(Duration.ofDays(35)))))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> usage.record(ACME, List.of())).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> usage.record(ACME, Collections.nCopies(1_001, LINE)))
                    .isInstanceOf(IllegalArgumentException.class);
            usage.record(ACME, LINE.at(now.minus(Duration.ofDays(33))));
            assertThat(usage.flush(LONG)).isTrue();
        }

        assertThat(sink.taken()).extracting(Report::lines).containsExactly(1);
    }
}
