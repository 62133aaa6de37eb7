package credits.client.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import credits.client.Organisation;
import credits.client.UsageQuantity;
import credits.client.internal.UlidGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Batching lines into reports, and reports into batches, within the limits of both.
class ReportBufferTest {
    private static final Organisation ACME = new Organisation("org_acme");
    // A time with milliseconds has the longest text.
    private static final Instant ONE_MILLI_LATER = ManualClock.NOON.plusMillis(1);
    private static final int MAX_BYTES = 256 * 1024;
    private static final int LONGEST_LINE_BYTES = bytes(line(3 * 64));

    private final ReportWriter writer = new ReportWriter("/features/translation");
    private final ReportBuffer buffer =
            new ReportBuffer(writer, new UlidGenerator(new SplittableRandom(7)), Duration.ofSeconds(1));

    private List<ReportMessage> sealedReports() {
        buffer.sealAll(ONE_MILLI_LATER);
        return buffer.drain().stream().map(PendingReport::report).toList();
    }

    private void add(Organisation organisation, List<ReportLine> lines) {
        assertThat(buffer.tryAdd(organisation, lines, ManualClock.NOON, Long.MAX_VALUE))
                .isTrue();
    }

    /// A line with this many characters in its three identifiers.
    private static ReportLine line(int letters) {
        return ReportLine.of("x".repeat(letters / 3), UsageQuantity.of(1))
                .member("y".repeat((letters + 1) / 3))
                .reference("z".repeat((letters + 2) / 3));
    }

    private static int bytes(ReportLine line) {
        var text = new StringBuilder();
        new ReportWriter("/f").append(line, ManualClock.NOON, text);
        return text.length();
    }

    @ParameterizedTest(name = "{0} bytes more than fit: {1} reports")
    @CsvSource({"0, 1", "1, 2"})
    void a_report_is_filled_to_the_last_byte_and_not_beyond(int more, int reports) {
        int left = writer.maxLinesBytes(ACME) + more;
        for (; left > 2 * LONGEST_LINE_BYTES; left -= LONGEST_LINE_BYTES + 1) add(ACME, List.of(line(3 * 64)));
        // Two lines and the comma between them take the remaining bytes.
        int names = left - 1 - 2 * bytes(line(3)) + 2 * 3;
        add(ACME, List.of(line(names / 2)));
        add(ACME, List.of(line(names - names / 2)));

        var made = sealedReports();

        assertThat(made).hasSize(reports);
        if (reports == 1) assertThat(made.getFirst().body()).hasSize(MAX_BYTES);
        assertThat(made).allMatch(report -> report.body().length() <= MAX_BYTES);
    }

    @Test
    void requeued_reports_go_first_in_their_original_order() {
        for (int i = 0; i < 2; i++) add(new Organisation("org_" + i), List.of(line(3)));
        buffer.sealAll(ONE_MILLI_LATER);
        var tried = buffer.takeBatch();
        add(new Organisation("org_2"), List.of(line(3)));
        buffer.sealAll(ONE_MILLI_LATER);

        buffer.requeue(tried);

        assertThat(sealedReports())
                .extracting(report -> report.organisation().id())
                .containsExactly("org_0", "org_1", "org_2");
    }

    @Test
    void lines_that_do_not_fit_one_report_together_are_rejected_and_not_buffered() {
        var together = Collections.nCopies(1_000, line(3 * 64));

        assertThatThrownBy(() -> buffer.tryAdd(ACME, together, ManualClock.NOON, Long.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(buffer.bufferedBytes()).isZero();
        assertThat(sealedReports()).isEmpty();
    }

    @Test
    void a_report_has_at_most_a_thousand_lines_and_those_recorded_together_stay_together() {
        var line = ReportLine.of("a", UsageQuantity.of(1));

        for (int i = 0; i < 999; i++) add(ACME, List.of(line));
        add(ACME, Collections.nCopies(2, line));

        assertThat(sealedReports()).extracting(ReportMessage::lineCount).containsExactly(999, 2);
    }

    @Test
    void each_organisation_has_its_own_reports() {
        add(ACME, List.of(ReportLine.of("a", UsageQuantity.of(1))));
        add(new Organisation("org_globex"), List.of(ReportLine.of("b", UsageQuantity.of(1))));
        add(ACME, List.of(ReportLine.of("c", UsageQuantity.of(1))));

        assertThat(sealedReports())
                .extracting(report -> report.organisation().id(), ReportMessage::lineCount)
                .containsExactly(tuple("org_acme", 2), tuple("org_globex", 1));
    }

    @ParameterizedTest(name = "after {0} ms: {1} reports")
    @CsvSource({"0, 0", "999, 0", "1000, 1", "-1, 1"})
    void lines_wait_no_longer_than_the_linger_even_if_the_clock_is_set_back(long millis, int reports) {
        add(ACME, List.of(ReportLine.of("a", UsageQuantity.of(1))));

        buffer.sealDue(ManualClock.NOON.plusMillis(millis));

        assertThat(buffer.drain()).hasSize(reports);
    }

    @Test
    void a_batch_has_at_most_ten_reports_and_256_KB() {
        var heavy = Collections.nCopies(600, ReportLine.of("x".repeat(64), UsageQuantity.of(1)));
        for (int i = 0; i < 4; i++) add(new Organisation("org_" + i), heavy);
        for (int i = 0; i < 30; i++)
            add(new Organisation("small_" + i), List.of(ReportLine.of("a", UsageQuantity.of(1))));

        buffer.sealAll(ManualClock.NOON);

        var rounds = new ArrayList<Integer>();
        for (var round = buffer.takeBatch(); !round.isEmpty(); round = buffer.takeBatch()) {
            assertThat(round.stream()
                            .mapToInt(pendingReport ->
                                    pendingReport.report().body().length())
                            .sum())
                    .isLessThanOrEqualTo(256 * 1024);
            rounds.add(round.size());
        }
        assertThat(rounds.stream().mapToInt(size -> size).sum()).isEqualTo(34);
        assertThat(rounds).allMatch(size -> size <= 10).startsWith(3).contains(10);
    }
}
