package credits.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

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
class BufferTest {
    private static final Organisation ACME = new Organisation("org_acme");
    // A time with milliseconds has the longest text.
    private static final Instant LATER = ManualClock.NOON.plusMillis(1);
    private static final int MOST_BYTES = 256 * 1024;
    private static final int LONGEST_LINE = bytes(line(3 * 64));

    private final Envelope envelope = new Envelope("/features/translation");
    private final Buffer buffer = new Buffer(envelope, new Ulids(new SplittableRandom(7)), Duration.ofSeconds(1));

    private List<Report> sealed() {
        buffer.sealAll(LATER);
        return buffer.drain().stream().map(Parcel::report).toList();
    }

    private void offer(Organisation organisation, List<Line> lines) {
        assertThat(buffer.offer(organisation, lines, ManualClock.NOON, Long.MAX_VALUE))
                .isTrue();
    }

    /// A line with this many characters in its three identifiers.
    private static Line line(int letters) {
        return Line.of("x".repeat(letters / 3), Quantity.of(1))
                .member("y".repeat((letters + 1) / 3))
                .reference("z".repeat((letters + 2) / 3));
    }

    private static int bytes(Line line) {
        var text = new StringBuilder();
        new Envelope("/f").append(line, ManualClock.NOON, text);
        return text.length();
    }

    @ParameterizedTest(name = "{0} bytes more than fit: {1} reports")
    @CsvSource({"0, 1", "1, 2"})
    void a_report_is_filled_to_its_last_byte_and_not_beyond(int more, int reports) {
        int left = envelope.room(ACME) + more;
        for (; left > 2 * LONGEST_LINE; left -= LONGEST_LINE + 1) offer(ACME, List.of(line(3 * 64)));
        // Two lines and the comma between them take the remaining bytes.
        int names = left - 1 - 2 * bytes(line(3)) + 2 * 3;
        offer(ACME, List.of(line(names / 2)));
        offer(ACME, List.of(line(names - names / 2)));

        var made = sealed();

        assertThat(made).hasSize(reports);
        if (reports == 1) assertThat(made.getFirst().body()).hasSize(MOST_BYTES);
        assertThat(made).allMatch(report -> report.body().length() <= MOST_BYTES);
    }

    @Test
    void what_is_put_back_goes_before_all_others_in_its_order() {
        for (int i = 0; i < 2; i++) offer(new Organisation("org_" + i), List.of(line(3)));
        buffer.sealAll(LATER);
        var tried = buffer.poll();
        offer(new Organisation("org_2"), List.of(line(3)));
        buffer.sealAll(LATER);

        buffer.putBack(tried);

        assertThat(sealed())
                .extracting(report -> report.organisation().id())
                .containsExactly("org_0", "org_1", "org_2");
    }

    @Test
    void lines_that_are_recorded_together_and_fit_no_report_are_refused_and_nothing_is_held() {
        var together = Collections.nCopies(1_000, line(3 * 64));

        assertThatThrownBy(() -> buffer.offer(ACME, together, ManualClock.NOON, Long.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(buffer.bytes()).isZero();
        assertThat(sealed()).isEmpty();
    }

    @Test
    void a_report_has_at_most_a_thousand_lines_and_those_recorded_together_stay_together() {
        var line = Line.of("a", Quantity.of(1));

        for (int i = 0; i < 999; i++) offer(ACME, List.of(line));
        offer(ACME, Collections.nCopies(2, line));

        assertThat(sealed()).extracting(Report::lines).containsExactly(999, 2);
    }

    @Test
    void each_organisation_has_reports_of_its_own() {
        offer(ACME, List.of(Line.of("a", Quantity.of(1))));
        offer(new Organisation("org_globex"), List.of(Line.of("b", Quantity.of(1))));
        offer(ACME, List.of(Line.of("c", Quantity.of(1))));

        assertThat(sealed())
                .extracting(report -> report.organisation().id(), Report::lines)
                .containsExactly(tuple("org_acme", 2), tuple("org_globex", 1));
    }

    @ParameterizedTest(name = "after {0} ms: {1} reports")
    @CsvSource({"0, 0", "999, 0", "1000, 1", "-1, 1"})
    void lines_wait_no_longer_than_the_linger_even_if_the_clock_is_set_back(long millis, int reports) {
        offer(ACME, List.of(Line.of("a", Quantity.of(1))));

        buffer.sealDue(ManualClock.NOON.plusMillis(millis));

        assertThat(buffer.drain()).hasSize(reports);
    }

    @Test
    void a_request_to_the_queue_has_at_most_ten_reports_and_256_KB() {
        var heavy = Collections.nCopies(600, Line.of("x".repeat(64), Quantity.of(1)));
        for (int i = 0; i < 4; i++) offer(new Organisation("org_" + i), heavy);
        for (int i = 0; i < 30; i++) offer(new Organisation("small_" + i), List.of(Line.of("a", Quantity.of(1))));

        buffer.sealAll(ManualClock.NOON);

        var rounds = new ArrayList<Integer>();
        for (var round = buffer.poll(); !round.isEmpty(); round = buffer.poll()) {
            assertThat(round.stream()
                            .mapToInt(parcel -> parcel.report().body().length())
                            .sum())
                    .isLessThanOrEqualTo(256 * 1024);
            rounds.add(round.size());
        }
        assertThat(rounds.stream().mapToInt(size -> size).sum()).isEqualTo(34);
        assertThat(rounds).allMatch(size -> size <= 10).startsWith(3).contains(10);
    }
}
