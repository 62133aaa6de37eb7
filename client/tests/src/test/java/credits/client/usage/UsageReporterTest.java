package credits.client.usage;

import static credits.client.usage.UsageReporterFixture.ACME;
import static credits.client.usage.UsageReporterFixture.LINE;
import static credits.client.usage.UsageReporterFixture.LONG_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.client.Organisation;
import credits.client.UsageQuantity;
import credits.client.usage.ReportSink.Outcome;
import credits.client.usage.UsageReporterFixture.HandledReport;
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
@Timeout(1_800)
class UsageReporterTest {
    // About 180 KB: the smallest buffer does not hold six of these.
    private static final List<ReportLine> LARGE_BATCH =
            Collections.nCopies(900, LINE.member("m".repeat(64)).reference("r".repeat(40)));

    private final UsageReporterFixture fixture = new UsageReporterFixture();
    private final ManualClock clock = fixture.clock;
    private final RecordingReportSink sink = fixture.sink;
    private final ConcurrentLinkedQueue<HandledReport> handledReports = fixture.handledReports;
    private final UsageReporterSettings settings = fixture.settings;

    @Test
    void recorded_lines_are_sent_after_the_linger_without_a_flush() throws InterruptedException {
        try (var reporter = UsageReporter.start(sink, fixture::handle, settings)) {
            reporter.record(ACME, ReportLine.of("a", UsageQuantity.of(1)));

            sink.awaitSend();
        }

        assertThat(sink.acceptedReports()).extracting(ReportMessage::lineCount).containsExactly(1);
    }

    @Test
    void everything_that_many_threads_record_arrives_once_in_reports_with_unique_ids() throws Exception {
        var random = new java.util.Random(4711);
        sink.respondWith(_ -> {
            synchronized (random) {
                return random.nextInt(3) == 0 ? Outcome.retry("throttled") : Outcome.accepted();
            }
        });
        int threads = 8;
        int each = 5_000;

        try (var reporter = fixture.reporter(settings)) {
            var recording = new ArrayList<Thread>();
            for (int t = 0; t < threads; t++) {
                var organisation = new Organisation("org_" + t % 3);
                var member = "t" + t;
                recording.add(Thread.startVirtualThread(() -> {
                    for (int i = 0; i < each; i++) {
                        reporter.record(organisation, LINE.member(member).reference("r" + i));
                    }
                }));
            }
            for (var thread : recording) thread.join();
        }

        var next = new HashMap<String, Integer>();
        var ids = new HashSet<String>();
        for (var report : sink.acceptedReports()) {
            assertThat(ids.add(report.id())).isTrue();
            for (var line : ReportFormatTest.parse(report).lines()) {
                var seen = next.merge(line.member().orElseThrow().value(), 1, Integer::sum);
                assertThat(seen).isLessThanOrEqualTo(each);
            }
        }
        assertThat(next)
                .hasSize(threads)
                .allSatisfy((_, count) -> assertThat(count).isEqualTo(each));
        assertThat(handledReports).isEmpty();
    }

    @Test
    void a_retried_report_is_identical_byte_for_byte() throws InterruptedException {
        var attempts = new AtomicInteger();
        sink.respondWith(_ -> attempts.incrementAndGet() < 4 ? Outcome.retry("503") : Outcome.accepted());

        try (var reporter = fixture.reporter(settings)) {
            reporter.record(ACME, LINE);
            clock.advance(Duration.ofSeconds(30));
            assertThat(reporter.flush(LONG_TIMEOUT)).isTrue();
        }

        assertThat(sink.batches()).hasSize(4);
        assertThat(new HashSet<>(sink.batches())).hasSize(1);
    }

    @Test
    void a_sink_that_throws_or_returns_too_few_outcomes_loses_nothing() throws InterruptedException {
        var attempts = new AtomicInteger();
        ReportSink broken = reports -> switch (attempts.incrementAndGet()) {
            case 1 -> throw new IllegalStateException("no connection");
            case 2 -> List.of();
            default -> sink.send(reports);
        };

        try (var reporter = fixture.reporter(broken, fixture::handle, settings)) {
            reporter.record(ACME, LINE);
            assertThat(reporter.flush(LONG_TIMEOUT)).isTrue();
        }

        assertThat(sink.acceptedReports()).hasSize(1);
        assertThat(handledReports).isEmpty();
    }

    @Test
    void only_the_entry_that_failed_is_sent_again() throws InterruptedException {
        var refusedOnce = new AtomicInteger();
        sink.respondWith(report -> report.organisation().id().equals("org_1") && refusedOnce.getAndIncrement() == 0
                ? Outcome.retry("throttled")
                : Outcome.accepted());
        sink.block();

        try (var reporter = fixture.reporter(settings)) {
            reporter.record(ACME, LINE);
            clock.advance(Duration.ofSeconds(1));
            sink.awaitSend();
            for (int i = 0; i < 3; i++) reporter.record(new Organisation("org_" + i), LINE);
            sink.unblock();
            assertThat(reporter.flush(LONG_TIMEOUT)).isTrue();
        }

        assertThat(sink.acceptedReports())
                .extracting(report -> report.organisation().id())
                .containsExactlyInAnyOrder("org_acme", "org_0", "org_1", "org_2");
        assertThat(sink.batches().getLast())
                .extracting(report -> report.organisation().id())
                .containsExactly("org_1");
    }

    @Test
    void a_full_buffer_without_a_timeout_rejects_at_once_and_accepts_again_when_there_is_room() throws Exception {
        sink.block();
        var small =
                settings.maxBufferBytes(UsageReporterSettings.MIN_BUFFER_BYTES).recordTimeout(Duration.ZERO);

        try (var reporter = fixture.reporter(small)) {
            int accepted = recordUntilFull(reporter);
            sink.unblock();
            assertThat(reporter.flush(LONG_TIMEOUT)).isTrue();
            reporter.record(ACME, LARGE_BATCH);
            assertThat(reporter.flush(LONG_TIMEOUT)).isTrue();

            assertThat(accepted).isBetween(3, 6);
            assertThat(sink.acceptedReports()).hasSize(accepted + 1);
        }
        assertThat(handledReports).isEmpty();
    }

    private static int recordUntilFull(UsageReporter reporter) {
        for (int i = 0; i < 100; i++) {
            try {
                reporter.record(new Organisation("org_" + i), LARGE_BATCH);
            } catch (BufferFullException full) {
                return i;
            }
        }
        throw new AssertionError("never full");
    }

    @Test
    void a_full_buffer_blocks_the_caller_until_there_is_room() throws Exception {
        sink.block();
        var small =
                settings.maxBufferBytes(UsageReporterSettings.MIN_BUFFER_BYTES).recordTimeout(LONG_TIMEOUT);
        var waiting = new CountDownLatch(6);

        try (var reporter = fixture.reporter(small)) {
            var recording = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 12; i++) {
                    reporter.record(new Organisation("org_" + i), LARGE_BATCH);
                    waiting.countDown();
                }
            });
            while (recording.getState() != Thread.State.TIMED_WAITING) Thread.onSpinWait();
            assertThat(waiting.getCount()).isPositive();
            sink.unblock();
            recording.join();
        }

        assertThat(sink.acceptedReports().stream()
                        .mapToInt(ReportMessage::lineCount)
                        .sum())
                .isEqualTo(12 * LARGE_BATCH.size());
        assertThat(handledReports).isEmpty();
    }

    @Test
    void the_backoff_grows_with_consecutive_failures_and_resets_after_a_success() throws InterruptedException {
        var attempts = new AtomicInteger();
        var failing = List.of(1, 2, 3, 5);
        sink.respondWith(_ -> failing.contains(attempts.incrementAndGet()) ? Outcome.retry("503") : Outcome.accepted());

        try (var reporter = fixture.reporter(settings)) {
            for (int i = 0; i < 2; i++) {
                reporter.record(ACME, LINE);
                assertThat(reporter.flush(LONG_TIMEOUT)).isTrue();
            }
        }

        assertThat(fixture.backoffBounds.stream().map(Duration::toMillis)).containsExactly(100L, 200L, 400L, 100L);
    }

    @Test
    void a_flush_that_times_out_returns_false() throws InterruptedException {
        sink.block();

        try (var reporter = fixture.reporter(settings)) {
            reporter.record(ACME, LINE);
            assertThat(reporter.flush(Duration.ZERO)).isFalse();
            sink.awaitSend();
            assertThat(reporter.flush(Duration.ZERO)).isFalse();
            sink.unblock();
            assertThat(reporter.flush(LONG_TIMEOUT)).isTrue();
        }
    }

    @Test
    void a_line_that_could_never_be_booked_is_rejected_before_it_invalidates_its_report() throws InterruptedException {
        var now = clock.instant();
        try (var reporter = fixture.reporter(settings)) {
            assertThatThrownBy(() -> reporter.record(ACME, LINE.at(now.plus(Duration.ofMinutes(5)))))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> reporter.record(ACME, LINE.at(now.minus(Duration.ofDays(35)))))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> reporter.record(ACME, List.of())).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> reporter.record(ACME, Collections.nCopies(1_001, LINE)))
                    .isInstanceOf(IllegalArgumentException.class);
            reporter.record(ACME, LINE.at(now.minus(Duration.ofDays(33))));
            assertThat(reporter.flush(LONG_TIMEOUT)).isTrue();
        }

        assertThat(sink.acceptedReports()).extracting(ReportMessage::lineCount).containsExactly(1);
    }
}
