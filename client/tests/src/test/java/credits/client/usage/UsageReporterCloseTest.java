package credits.client.usage;

import static credits.client.usage.UsageReporterFixture.ACME;
import static credits.client.usage.UsageReporterFixture.LINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.client.Organisation;
import credits.client.usage.ReportSink.Outcome;
import credits.client.usage.UnsentReportHandler.Reason;
import credits.client.usage.UsageReporterFixture.HandledReport;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Closing a [UsageReporter].
@Timeout(1_800)
class UsageReporterCloseTest {
    private final UsageReporterFixture fixture = new UsageReporterFixture();
    private final ManualClock clock = fixture.clock;
    private final RecordingReportSink sink = fixture.sink;
    private final ConcurrentLinkedQueue<HandledReport> handledReports = fixture.handledReports;
    private final UsageReporterSettings settings = fixture.settings;

    @Test
    void close_sends_what_is_pending() {
        var reporter = fixture.reporter(settings.linger(Duration.ofMinutes(5)));
        for (int i = 0; i < 25; i++) reporter.record(new Organisation("org_" + i), LINE);

        reporter.close();

        assertThat(sink.acceptedReports()).hasSize(25);
        assertThat(handledReports).isEmpty();
        assertThatThrownBy(() -> reporter.record(ACME, LINE)).isInstanceOf(IllegalStateException.class);
        reporter.close();
    }

    @Test
    void close_is_bounded_and_handles_each_report_once_including_those_in_flight() throws InterruptedException {
        sink.block();
        var reporter = fixture.reporter(settings.closeTimeout(Duration.ZERO));
        reporter.record(ACME, LINE);
        clock.advance(Duration.ofSeconds(1));
        sink.awaitSend();
        for (int i = 0; i < 25; i++) reporter.record(new Organisation("org_" + i), LINE);

        reporter.close();

        assertThat(handledReports).hasSize(26).extracting(HandledReport::reason).containsOnly(Reason.CLOSED);
        assertThat(handledReports.stream().map(each -> each.report().id()).distinct())
                .hasSize(26);
        assertThat(sink.batches()).hasSize(1);
    }

    @Test
    void a_sink_that_exceeds_the_close_timeout_is_interrupted() throws InterruptedException {
        sink.block();
        var reporter = fixture.reporter(settings.closeTimeout(Duration.ZERO));
        reporter.record(ACME, LINE);
        clock.advance(Duration.ofSeconds(1));
        sink.awaitSend();

        reporter.close();

        sink.awaitInterrupt();
        assertThat(handledReports).hasSize(1);
    }

    @Test
    void outcomes_of_an_interrupted_sink_are_ignored() throws InterruptedException {
        var sending = new CompletableFuture<Thread>();
        ReportSink stubborn = reports -> {
            sending.complete(Thread.currentThread());
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stop) {
                // The sink ignores the interrupt and returns an outcome after all.
            }
            return Collections.nCopies(reports.size(), Outcome.rejected("stopped"));
        };
        var reporter = fixture.reporter(stubborn, fixture::handle, settings.closeTimeout(Duration.ZERO));
        reporter.record(ACME, LINE);
        clock.advance(Duration.ofSeconds(1));
        var thread = sending.join();

        reporter.close();
        thread.join();

        assertThat(handledReports).extracting(HandledReport::reason).containsExactly(Reason.CLOSED);
    }

    @Test
    void a_running_handler_is_not_interrupted() throws InterruptedException {
        sink.respondWith(_ -> Outcome.rejected("AccessDenied"));
        var called = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var kept = new CountDownLatch(2);
        UnsentReportHandler slow = (report, reason, detail) -> {
            called.countDown();
            if (reason == Reason.REJECTED) await(goOn);
            fixture.handle(report, reason, detail);
            kept.countDown();
        };
        var reporter = fixture.reporter(sink, slow, settings.closeTimeout(Duration.ZERO));
        reporter.record(ACME, LINE);
        clock.advance(Duration.ofSeconds(1));
        assertThat(called.await(2, TimeUnit.MINUTES)).isTrue();
        reporter.record(ACME, LINE);

        reporter.close();
        goOn.countDown();

        assertThat(kept.await(2, TimeUnit.MINUTES)).isTrue();
        assertThat(handledReports).extracting(HandledReport::reason).containsExactly(Reason.CLOSED, Reason.REJECTED);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            throw new IllegalStateException("interrupted", stop);
        }
    }

    @Test
    void closing_on_an_interrupted_thread_runs_the_handler_uninterrupted_and_keeps_the_flag() {
        sink.block();
        var open = new CountDownLatch(0);
        UnsentReportHandler waiting = (report, reason, detail) -> {
            await(open);
            fixture.handle(report, reason, detail);
        };
        var reporter = fixture.reporter(sink, waiting, settings.linger(Duration.ofMinutes(5)));
        for (int i = 0; i < 3; i++) reporter.record(new Organisation("org_" + i), LINE);

        Thread.currentThread().interrupt();
        reporter.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(handledReports).hasSize(3).extracting(HandledReport::reason).containsOnly(Reason.CLOSED);
    }
}
