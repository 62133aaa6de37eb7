package credits.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.client.Sink.Outcome;
import credits.client.Unsent.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What happens between recording and sending. Latches decide, no clock does.
@Timeout(60)
class UsageTest {
    private static final Organisation ACME = new Organisation("org_acme");
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Line LINE = Line.of("translation.document", Quantity.of(1));
    // About 180 KB: six do not fit the smallest buffer.
    private static final List<Line> MANY =
            Collections.nCopies(900, LINE.member("m".repeat(64)).reference("r".repeat(40)));

    private record Lost(Report report, Reason reason, String detail) {}

    private final ManualClock clock = new ManualClock();
    private final RecordingSink sink = new RecordingSink();
    private final ConcurrentLinkedQueue<Lost> lost = new ConcurrentLinkedQueue<>();
    private final Unsent unsent = (report, reason, detail) -> lost.add(new Lost(report, reason, detail));
    private final UsageSettings settings = UsageSettings.of("/features/translation")
            .linger(Duration.ofMillis(1))
            .closeWithin(LONG);

    // Ids differ, and pauses are zero.
    private static RandomGenerator noPauses() {
        var ids = new SplittableRandom(7);
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                return ids.nextLong();
            }

            @Override
            public long nextLong(long bound) {
                return 0;
            }
        };
    }

    private Usage usage(UsageSettings with) {
        return Usage.to(sink, unsent, with, clock, noPauses());
    }

    @Test
    void what_is_recorded_arrives_after_the_linger_without_a_flush() throws InterruptedException {
        try (var usage = Usage.to(sink, unsent, settings)) {
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

        try (var usage = usage(settings)) {
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

        try (var usage = usage(settings)) {
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

        try (var usage = Usage.to(broken, unsent, settings, clock, noPauses())) {
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

        try (var usage = usage(settings)) {
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
    void what_the_queue_will_never_take_is_handed_over_with_the_reason_and_holds_up_nothing() throws Exception {
        sink.answering(report -> report.organisation().equals(ACME) ? Outcome.never("AccessDenied") : Outcome.taken());

        try (var usage = usage(settings)) {
            usage.record(ACME, LINE);
            usage.record(new Organisation("org_globex"), LINE);
            assertThat(usage.flush(LONG)).isTrue();
            assertThat(lost).extracting(Lost::reason).containsExactly(Reason.REFUSED);
        }

        assertThat(lost.element().detail()).isEqualTo("AccessDenied");
        assertThat(WireFormatTest.understood(lost.element().report()).lines()).hasSize(1);
        assertThat(sink.taken()).hasSize(1);
    }

    @Test
    void a_report_is_given_up_when_its_time_is_over_and_handed_over_once() throws InterruptedException {
        sink.answering(_ -> {
            clock.advance(Duration.ofMinutes(4));
            return Outcome.later("503");
        });

        try (var usage = usage(settings.giveUpAfter(Duration.ofMinutes(15)))) {
            usage.record(ACME, LINE);
            assertThat(usage.flush(LONG)).isTrue();
        }

        assertThat(lost).extracting(Lost::reason).containsExactly(Reason.GAVE_UP);
        assertThat(sink.rounds()).hasSize(4);
    }

    @Test
    void a_full_buffer_refuses_at_once_when_told_so_and_takes_lines_again_when_there_is_room() throws Exception {
        sink.shut();
        var small = settings.mostBufferedBytes(UsageSettings.LEAST_BUFFER).longestWait(Duration.ZERO);

        try (var usage = usage(small)) {
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

        try (var usage = usage(small)) {
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
    void closing_sends_what_is_left() {
        var usage = usage(settings.linger(Duration.ofMinutes(5)));
        for (int i = 0; i < 25; i++) usage.record(new Organisation("org_" + i), LINE);

        usage.close();

        assertThat(sink.taken()).hasSize(25);
        assertThat(lost).isEmpty();
        assertThatThrownBy(() -> usage.record(ACME, LINE)).isInstanceOf(IllegalStateException.class);
        usage.close();
    }

    @Test
    void closing_is_bounded_and_hands_over_each_report_once_even_those_on_their_way() throws InterruptedException {
        sink.shut();
        var usage = usage(settings.closeWithin(Duration.ZERO));
        usage.record(ACME, LINE);
        clock.advance(Duration.ofSeconds(1));
        sink.awaitEntered();
        for (int i = 0; i < 25; i++) usage.record(new Organisation("org_" + i), LINE);

        usage.close();

        assertThat(lost).hasSize(26).extracting(Lost::reason).containsOnly(Reason.CLOSED);
        assertThat(lost.stream().map(each -> each.report().id()).distinct()).hasSize(26);
        assertThat(sink.rounds()).hasSize(1);
    }

    @Test
    void an_error_that_ends_the_sending_thread_hands_everything_over_and_refuses_what_comes() {
        var ended = new CountDownLatch(1);
        Sink deadly = _ -> {
            throw new StackOverflowError("planted");
        };
        Unsent handing = (report, reason, detail) -> {
            unsent.accept(report, reason, detail);
            ended.countDown();
        };

        var usage = Usage.to(deadly, handing, settings, clock, noPauses());
        usage.record(ACME, LINE);
        usage.close();

        assertThat(ended.getCount()).isZero();
        assertThat(lost).extracting(Lost::reason).containsExactly(Reason.BROKEN);
        assertThatThrownBy(() -> usage.record(ACME, LINE)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_callback_that_throws_stops_nothing() throws InterruptedException {
        sink.answering(report -> report.organisation().equals(ACME) ? Outcome.never("no") : Outcome.taken());
        Unsent throwing = (_, _, _) -> {
            throw new IllegalStateException("planted: the disk is full");
        };

        try (var usage = Usage.to(sink, throwing, settings, clock, noPauses())) {
            usage.record(ACME, LINE);
            assertThat(usage.flush(LONG)).isTrue();
            usage.record(new Organisation("org_globex"), LINE);
            assertThat(usage.flush(LONG)).isTrue();
        }

        assertThat(sink.taken()).hasSize(1);
    }

    @Test
    void a_flush_that_is_not_done_in_time_says_so() throws InterruptedException {
        sink.shut();

        try (var usage = usage(settings)) {
            usage.record(ACME, LINE);
            assertThat(usage.flush(Duration.ZERO)).isFalse();
            sink.open();
            assertThat(usage.flush(LONG)).isTrue();
        }
    }

    @Test
    void a_line_that_could_never_be_booked_is_refused_before_it_spoils_its_report() throws InterruptedException {
        var now = clock.instant();
        try (var usage = usage(settings)) {
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
