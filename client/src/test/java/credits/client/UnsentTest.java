package credits.client;

import static credits.client.Reporting.ACME;
import static credits.client.Reporting.LINE;
import static credits.client.Reporting.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credits.client.Reporting.Lost;
import credits.client.Sink.Outcome;
import credits.client.Unsent.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Unsent reports are handled exactly once, with the reason, whatever else fails.
@Timeout(300)
class UnsentTest {
    private final Reporting reporting = new Reporting();
    private final ManualClock clock = reporting.clock;
    private final RecordingSink sink = reporting.sink;
    private final ConcurrentLinkedQueue<Lost> lost = reporting.lost;
    private final UsageSettings settings = reporting.settings;

    @Test
    void what_the_queue_will_never_take_is_handed_over_with_the_reason_and_holds_up_nothing() throws Exception {
        sink.answering(report -> report.organisation().equals(ACME) ? Outcome.never("AccessDenied") : Outcome.taken());

        try (var usage = reporting.usage(settings)) {
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

        try (var usage = reporting.usage(settings.giveUpAfter(Duration.ofMinutes(15)))) {
            usage.record(ACME, LINE);
            assertThat(usage.flush(LONG)).isTrue();
        }

        assertThat(lost).extracting(Lost::reason).containsExactly(Reason.GAVE_UP);
        assertThat(sink.rounds()).hasSize(4);
    }

    @Test
    void an_error_that_ends_the_sending_thread_hands_everything_over_and_refuses_what_comes() {
        var ended = new CountDownLatch(1);
        Sink deadly = _ -> {
            throw new StackOverflowError("planted");
        };
        Unsent handing = (report, reason, detail) -> {
            reporting.keep(report, reason, detail);
            ended.countDown();
        };

        var usage = reporting.usage(deadly, handing, settings);
        usage.record(ACME, LINE);
        usage.close();

        assertThat(ended.getCount()).isZero();
        assertThat(lost).extracting(Lost::reason).containsExactly(Reason.BROKEN);
        assertThatThrownBy(() -> usage.record(ACME, LINE)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_flush_waits_for_the_callback() throws InterruptedException {
        sink.answering(_ -> Outcome.never("no"));
        var called = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        Unsent slow = (report, reason, detail) -> {
            called.countDown();
            try {
                goOn.await();
            } catch (InterruptedException stop) {
                throw new IllegalStateException("interrupted", stop);
            }
            reporting.keep(report, reason, detail);
        };

        try (var usage = reporting.usage(sink, slow, settings)) {
            usage.record(ACME, LINE);
            clock.advance(Duration.ofSeconds(1));
            called.await();
            assertThat(usage.flush(Duration.ZERO)).isFalse();
            goOn.countDown();
            assertThat(usage.flush(LONG)).isTrue();
            assertThat(lost).hasSize(1);
        }
    }

    @Test
    void a_callback_that_throws_stops_nothing() throws InterruptedException {
        sink.answering(report -> report.organisation().equals(ACME) ? Outcome.never("no") : Outcome.taken());
        Unsent throwing = (_, _, _) -> {
            throw new IllegalStateException("planted: the disk is full");
        };

        try (var usage = reporting.usage(sink, throwing, settings)) {
            usage.record(ACME, LINE);
            assertThat(usage.flush(LONG)).isTrue();
            usage.record(new Organisation("org_globex"), LINE);
            assertThat(usage.flush(LONG)).isTrue();
        }

        assertThat(sink.taken()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(classes = {StackOverflowError.class, LinkageError.class, IOException.class})
    void whatever_a_callback_throws_each_other_report_of_the_round_is_handed_over(Class<? extends Throwable> planted)
            throws Exception {
        sink.answering(report -> report.organisation().id().equals("org_good") ? Outcome.taken() : Outcome.never("no"));
        sink.shut();
        Unsent throwing = (report, reason, detail) -> {
            reporting.keep(report, reason, detail);
            throw rethrown(planted);
        };

        try (var usage = reporting.usage(sink, throwing, settings)) {
            usage.record(ACME, LINE);
            clock.advance(Duration.ofSeconds(1));
            sink.awaitEntered();
            for (int i = 0; i < Sink.MOST_REPORTS; i++) usage.record(new Organisation("org_" + i), LINE);
            sink.open();
            assertThat(usage.flush(LONG)).isTrue();
            usage.record(new Organisation("org_good"), LINE);
            assertThat(usage.flush(LONG)).isTrue();
        }

        assertThat(sink.rounds().get(1)).hasSize(Sink.MOST_REPORTS);
        assertThat(lost.stream().map(each -> each.report().id()).distinct()).hasSize(1 + Sink.MOST_REPORTS);
        assertThat(sink.taken()).hasSize(1);
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
    void an_error_of_the_callback_after_one_of_the_sink_neither_loses_reports_nor_holds_up_closing() {
        Sink deadly = _ -> {
            throw new StackOverflowError("planted");
        };
        Unsent throwing = (report, reason, detail) -> {
            reporting.keep(report, reason, detail);
            throw new StackOverflowError("planted");
        };

        var usage = reporting.usage(deadly, throwing, settings.linger(Duration.ofMinutes(5)));
        for (int i = 0; i < 3; i++) usage.record(new Organisation("org_" + i), LINE);
        usage.close();

        assertThat(lost).hasSize(3).extracting(Lost::reason).containsOnly(Reason.BROKEN);
    }
}
