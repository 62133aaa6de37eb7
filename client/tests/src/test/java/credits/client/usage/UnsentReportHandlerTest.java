package credits.client.usage;

import static credits.client.usage.UsageReporterFixture.ACME;
import static credits.client.usage.UsageReporterFixture.LINE;
import static credits.client.usage.UsageReporterFixture.LONG_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.client.Organisation;
import credits.client.usage.ReportSink.Outcome;
import credits.client.usage.UnsentReportHandler.Reason;
import credits.client.usage.UsageReporterFixture.HandledReport;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Unsent reports are handled exactly once, with the reason, whatever else fails.
@Timeout(1_800)
class UnsentReportHandlerTest {
    private final UsageReporterFixture fixture = new UsageReporterFixture();
    private final ManualClock clock = fixture.clock;
    private final RecordingReportSink sink = fixture.sink;
    private final ConcurrentLinkedQueue<HandledReport> handledReports = fixture.handledReports;
    private final UsageReporterSettings settings = fixture.settings;

    @Test
    void a_rejected_report_is_handled_with_its_reason_and_blocks_no_other() throws Exception {
        sink.respondWith(
                report -> report.organisation().equals(ACME) ? Outcome.rejected("AccessDenied") : Outcome.accepted());

        try (var reporter = fixture.reporter(settings)) {
            reporter.record(ACME, LINE);
            reporter.record(new Organisation("org_globex"), LINE);
            assertThat(reporter.flush(LONG_TIMEOUT)).isTrue();
            assertThat(handledReports).extracting(HandledReport::reason).containsExactly(Reason.REJECTED);
        }

        assertThat(handledReports.element().detail()).isEqualTo("AccessDenied");
        assertThat(ReportFormatTest.parse(handledReports.element().report()).lines())
                .hasSize(1);
        assertThat(sink.acceptedReports()).hasSize(1);
    }

    @Test
    void a_report_is_handled_once_when_its_delivery_times_out() throws InterruptedException {
        sink.respondWith(_ -> {
            clock.advance(Duration.ofMinutes(4));
            return Outcome.retry("503");
        });

        try (var reporter = fixture.reporter(settings.deliveryTimeout(Duration.ofMinutes(15)))) {
            reporter.record(ACME, LINE);
            assertThat(reporter.flush(LONG_TIMEOUT)).isTrue();
        }

        assertThat(handledReports).extracting(HandledReport::reason).containsExactly(Reason.TIMED_OUT);
        assertThat(sink.batches()).hasSize(4);
    }

    @Test
    void when_the_sender_thread_dies_all_reports_are_handled_and_recording_fails() {
        var ended = new CountDownLatch(1);
        ReportSink deadly = _ -> {
            throw new StackOverflowError("planted");
        };
        UnsentReportHandler handing = (report, reason, detail) -> {
            fixture.handle(report, reason, detail);
            ended.countDown();
        };

        var reporter = fixture.reporter(deadly, handing, settings);
        reporter.record(ACME, LINE);
        reporter.close();

        assertThat(ended.getCount()).isZero();
        assertThat(handledReports).extracting(HandledReport::reason).containsExactly(Reason.SENDER_FAILED);
        assertThatThrownBy(() -> reporter.record(ACME, LINE)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_flush_waits_for_the_handler() throws InterruptedException {
        sink.respondWith(_ -> Outcome.rejected("no"));
        var called = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        UnsentReportHandler slow = (report, reason, detail) -> {
            called.countDown();
            try {
                goOn.await();
            } catch (InterruptedException stop) {
                throw new IllegalStateException("interrupted", stop);
            }
            fixture.handle(report, reason, detail);
        };

        try (var reporter = fixture.reporter(sink, slow, settings)) {
            reporter.record(ACME, LINE);
            clock.advance(Duration.ofSeconds(1));
            called.await();
            assertThat(reporter.flush(Duration.ZERO)).isFalse();
            goOn.countDown();
            assertThat(reporter.flush(LONG_TIMEOUT)).isTrue();
            assertThat(handledReports).hasSize(1);
        }
    }

    @Test
    void a_throwing_handler_does_not_stop_sending() throws InterruptedException {
        sink.respondWith(report -> report.organisation().equals(ACME) ? Outcome.rejected("no") : Outcome.accepted());
        UnsentReportHandler throwing = (_, _, _) -> {
            throw new IllegalStateException("planted: the disk is full");
        };

        try (var reporter = fixture.reporter(sink, throwing, settings)) {
            reporter.record(ACME, LINE);
            assertThat(reporter.flush(LONG_TIMEOUT)).isTrue();
            reporter.record(new Organisation("org_globex"), LINE);
            assertThat(reporter.flush(LONG_TIMEOUT)).isTrue();
        }

        assertThat(sink.acceptedReports()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(classes = {StackOverflowError.class, LinkageError.class, IOException.class})
    void whatever_a_handler_throws_the_rest_of_the_batch_is_handled(Class<? extends Throwable> planted)
            throws Exception {
        sink.respondWith(
                report -> report.organisation().id().equals("org_good") ? Outcome.accepted() : Outcome.rejected("no"));
        sink.block();
        UnsentReportHandler throwing = (report, reason, detail) -> {
            fixture.handle(report, reason, detail);
            throw rethrown(planted);
        };

        try (var reporter = fixture.reporter(sink, throwing, settings)) {
            reporter.record(ACME, LINE);
            clock.advance(Duration.ofSeconds(1));
            sink.awaitSend();
            for (int i = 0; i < ReportSink.MAX_BATCH_REPORTS; i++) reporter.record(new Organisation("org_" + i), LINE);
            sink.unblock();
            assertThat(reporter.flush(LONG_TIMEOUT)).isTrue();
            reporter.record(new Organisation("org_good"), LINE);
            assertThat(reporter.flush(LONG_TIMEOUT)).isTrue();
        }

        assertThat(sink.batches().get(1)).hasSize(ReportSink.MAX_BATCH_REPORTS);
        assertThat(handledReports.stream().map(each -> each.report().id()).distinct())
                .hasSize(1 + ReportSink.MAX_BATCH_REPORTS);
        assertThat(sink.acceptedReports()).hasSize(1);
    }

    // Throws a checked exception undeclared, as code in other languages may.
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException rethrown(Class<? extends Throwable> planted) throws T {
        try {
            throw (T) planted.getConstructor().newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    @Timeout(120)
    void errors_in_both_sink_and_handler_neither_lose_reports_nor_block_close() {
        ReportSink deadly = _ -> {
            throw new StackOverflowError("planted");
        };
        UnsentReportHandler throwing = (report, reason, detail) -> {
            fixture.handle(report, reason, detail);
            throw new StackOverflowError("planted");
        };

        var reporter = fixture.reporter(deadly, throwing, settings.linger(Duration.ofMinutes(5)));
        for (int i = 0; i < 3; i++) reporter.record(new Organisation("org_" + i), LINE);
        reporter.close();

        assertThat(handledReports).hasSize(3).extracting(HandledReport::reason).containsOnly(Reason.SENDER_FAILED);
    }
}
