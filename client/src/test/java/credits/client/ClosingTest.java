package credits.client;

import static credits.client.Reporting.ACME;
import static credits.client.Reporting.LINE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.client.Reporting.Lost;
import credits.client.Sink.Outcome;
import credits.client.Unsent.Reason;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Closing a [Usage].
@Timeout(300)
class ClosingTest {
    private final Reporting reporting = new Reporting();
    private final ManualClock clock = reporting.clock;
    private final RecordingSink sink = reporting.sink;
    private final ConcurrentLinkedQueue<Lost> lost = reporting.lost;
    private final UsageSettings settings = reporting.settings;

    @Test
    void closing_sends_what_is_left() {
        var usage = reporting.usage(settings.linger(Duration.ofMinutes(5)));
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
        var usage = reporting.usage(settings.closeWithin(Duration.ZERO));
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
    void a_sink_that_sends_for_too_long_is_stopped() throws InterruptedException {
        sink.shut();
        var usage = reporting.usage(settings.closeWithin(Duration.ZERO));
        usage.record(ACME, LINE);
        clock.advance(Duration.ofSeconds(1));
        sink.awaitEntered();

        usage.close();

        sink.awaitStopped();
        assertThat(lost).hasSize(1);
    }

    @Test
    void a_sink_that_was_stopped_changes_nothing_any_more() throws InterruptedException {
        var sending = new CompletableFuture<Thread>();
        Sink stubborn = reports -> {
            sending.complete(Thread.currentThread());
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException stop) {
                // The sink ignores the interrupt and returns an outcome after all.
            }
            return Collections.nCopies(reports.size(), Outcome.never("stopped"));
        };
        var usage = reporting.usage(stubborn, reporting::keep, settings.closeWithin(Duration.ZERO));
        usage.record(ACME, LINE);
        clock.advance(Duration.ofSeconds(1));
        var thread = sending.join();

        usage.close();
        thread.join();

        assertThat(lost).extracting(Lost::reason).containsExactly(Reason.CLOSED);
    }

    @Test
    void a_callback_that_is_under_way_is_not_disturbed() throws InterruptedException {
        sink.answering(_ -> Outcome.never("AccessDenied"));
        var called = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var kept = new CountDownLatch(2);
        Unsent slow = (report, reason, detail) -> {
            called.countDown();
            if (reason == Reason.REFUSED) await(goOn);
            reporting.keep(report, reason, detail);
            kept.countDown();
        };
        var usage = reporting.usage(sink, slow, settings.closeWithin(Duration.ZERO));
        usage.record(ACME, LINE);
        clock.advance(Duration.ofSeconds(1));
        assertThat(called.await(2, TimeUnit.MINUTES)).isTrue();
        usage.record(ACME, LINE);

        usage.close();
        goOn.countDown();

        assertThat(kept.await(2, TimeUnit.MINUTES)).isTrue();
        assertThat(lost).extracting(Lost::reason).containsExactly(Reason.CLOSED, Reason.REFUSED);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stop) {
            throw new IllegalStateException("interrupted", stop);
        }
    }

    @Test
    void an_interrupted_thread_that_closes_hands_over_undisturbed_and_stays_interrupted() {
        sink.shut();
        var open = new CountDownLatch(0);
        Unsent waiting = (report, reason, detail) -> {
            await(open);
            reporting.keep(report, reason, detail);
        };
        var usage = reporting.usage(sink, waiting, settings.linger(Duration.ofMinutes(5)));
        for (int i = 0; i < 3; i++) usage.record(new Organisation("org_" + i), LINE);

        Thread.currentThread().interrupt();
        usage.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(lost).hasSize(3).extracting(Lost::reason).containsOnly(Reason.CLOSED);
    }
}
