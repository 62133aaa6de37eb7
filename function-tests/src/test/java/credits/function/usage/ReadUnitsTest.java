package credits.function.usage;

import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.queryReport;
import static credits.function.usage.OwnerFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker;
import credits.TestRequest;
import credits.function.usage.ReadMeter.Read;
import credits.ledger.DynamoDbFixture;
import credits.local.aws.interception.InterceptedDynamo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The exact read units of each call, for a small account with a report of three lines and for a large one with forty
/// reports of a thousand lines, both with a history.
class ReadUnitsTest {
    private static final Instant OCTOBER = Instant.parse("2026-10-20T10:00:00Z");
    private static final String DAY = "GET /v1/usage/days/{date}";
    // A missing item is billed as the smallest.
    private static final Read NO_PROFILE = new Read(0, 1);

    private final ReadMeter meter = new ReadMeter();
    private final HandlerInvoker handler =
            new HandlerInvoker(OwnerFixture.handler(new InterceptedDynamo(DynamoDbFixture.DYNAMO, meter)));

    @Test
    void each_call_on_a_small_account_reads_one_unit_an_item() {
        var owner = new OwnerFixture();
        owner.givenCommands(
                adjustment("10", OCTOBER), bookReports(queryReport(3, OCTOBER)), bookReports(queryReport(3, NOW)));

        var one = new Read(1, 1);
        assertThat(read(owner, "GET /v1/usage/months/{month}", "current")).containsExactly(one);
        assertThat(read(owner, "GET /v1/usage/months/{month}", "2026-11")).containsExactly(one);
        assertThat(read(owner, "GET /v1/usage/months/{month}", "2026-10")).containsExactly(one, one);
        assertThat(read(owner, "GET /v1/me", "")).containsExactly(one, NO_PROFILE);
        assertThat(read(owner, "GET /v1/quota", "")).containsExactly(one);
        assertThat(read(owner, DAY, "2026-11-22")).containsExactly(NO_PROFILE, one, one);
        assertThat(read(owner, DAY, "2026-10-20")).containsExactly(NO_PROFILE, one, one, one);
        assertThat(history(owner)).containsExactly(one);
    }

    @Test
    void each_call_on_a_large_account_reads_no_more_items_than_on_a_small_one() {
        var owner = new OwnerFixture();
        owner.givenCommands(adjustment("1000000", OCTOBER));
        for (int i = 0; i < 40; i++) owner.givenCommands(bookReports(LargeReportFixture.report(i)));
        var head = read(owner, "GET /v1/usage/months/{month}", "current");

        assertThat(head)
                .singleElement()
                .satisfies(read -> assertThat(read.items()).isEqualTo(1));
        // A segment of a thousand lines with distinct members and references: 20 to 24 KB.
        double units = head.getFirst().units();
        assertThat(units).isBetween(5.0, 8.0);
        var one = new Read(1, units);
        assertThat(read(owner, "GET /v1/usage/months/{month}", "2026-10")).containsExactly(one, new Read(1, 1));
        assertThat(read(owner, "GET /v1/me", "")).containsExactly(one, NO_PROFILE);
        assertThat(read(owner, "GET /v1/quota", "")).containsExactly(one);
        assertThat(read(owner, DAY, "2026-11-22")).containsExactly(NO_PROFILE, one, one);
        assertThat(history(owner)).containsExactly(one);
    }

    @Test
    void a_page_of_equal_segments_reads_only_those_it_shows_in_two_requests() {
        assertThat(segmentsRead(1)).containsExactly(List.of(1, 49), List.of(1, 49), List.of(1, 19));
        // 17 × 3 entries; the last of them begins the second page.
        assertThat(segmentsRead(3).subList(0, 2)).containsExactly(List.of(1, 16), List.of(1, 17));
        assertThat(segmentsRead(50).subList(0, 2)).containsExactly(List.of(1), List.of(1));
        assertThat(segmentsRead(51).subList(0, 2)).containsExactly(List.of(1), List.of(1, 1));
    }

    @Test
    void a_page_reads_no_more_ahead_than_the_fullest_segment_so_far_allows() {
        var owner = new OwnerFixture();
        owner.givenCommands(adjustment("1000", NOW));
        for (int i = 0; i < 100; i++) owner.givenCommands(bookReports(queryReport(1, NOW)));
        for (int i = 0; i < 4; i++) owner.givenCommands(bookReports(queryReport(5, NOW)));

        // Newest first: nine segments as small as the first of the five would fit, but only three of
        // the rest do.
        var read = pages(owner).getFirst();
        assertThat(read).startsWith(1, 9);
        assertThat(sum(read)).isEqualTo(4 + 30);
    }

    @Test
    void a_small_segment_before_large_ones_causes_no_extra_reads() {
        var owner = new OwnerFixture();
        owner.givenCommands(adjustment("1000000", NOW));
        for (int i = 0; i < 3; i++) owner.givenCommands(bookReports(LargeReportFixture.report(i)));
        owner.givenCommands(bookReports(queryReport(1, NOW)));

        assertThat(pages(owner).getFirst()).containsExactly(1, 1);
    }

    @Test
    void the_parts_of_a_csv_read_no_segment_twice_except_at_their_boundaries() {
        var owner = new OwnerFixture();
        owner.givenCommands(adjustment("1000000", NOW));
        for (int i = 0; i < 80; i++) owner.givenCommands(bookReports(LargeReportFixture.report(i)));
        var day = owner.request(DAY, "2026-11-22", at()).withHeader("accept", "text/csv");

        var parts = new ArrayList<List<Integer>>();
        for (var next = Optional.of(day); next.isPresent(); ) {
            var link = handler.callRoute(next.get()).headers().get("link");
            parts.add(segments(meter.takeReads()));
            next = Optional.ofNullable(link)
                    .map(text -> day.withQuery("cursor", text.substring("<?cursor=".length(), text.indexOf('>'))));
        }

        assertThat(parts).hasSizeGreaterThan(2);
        assertThat(parts.stream().mapToInt(ReadUnitsTest::sum).sum()).isBetween(80, 80 + parts.size() - 1);
    }

    private List<List<Integer>> segmentsRead(int linesEach) {
        var owner = new OwnerFixture();
        owner.givenCommands(adjustment("1000", NOW));
        for (int i = 0; i < 120; i++) owner.givenCommands(bookReports(queryReport(linesEach, NOW)));
        return pages(owner);
    }

    // The number of segments that each request read, page by page.
    private List<List<Integer>> pages(OwnerFixture owner) {
        var day = owner.request(DAY, "2026-11-22", at());
        var pages = new ArrayList<List<Integer>>();
        for (var next = Optional.of(day); next.isPresent(); ) {
            var page = handler.callRoute(next.get());
            assertThat(page.body().path("data")).isNotEmpty();
            pages.add(segments(meter.takeReads()));
            var cursor = page.body().path("next_cursor");
            next = cursor.isNull() ? Optional.empty() : Optional.of(day.withQuery("cursor", cursor.asText()));
        }
        return pages;
    }

    // The first reads are those of the profile, for the erased members, and of the head.
    private static List<Integer> segments(List<Read> taken) {
        return taken.stream().skip(2).map(Read::items).toList();
    }

    private static int sum(List<Integer> items) {
        return items.stream().mapToInt(Integer::intValue).sum();
    }

    private List<Read> history(OwnerFixture owner) {
        return read(owner.request("GET /v1/usage/months", "", at()).withQuery("year", "2026"));
    }

    private List<Read> read(OwnerFixture owner, String route, String path) {
        return read(owner.request(route, path, at()));
    }

    private List<Read> read(TestRequest request) {
        assertThat(handler.callRoute(request).status()).isEqualTo(200);
        return meter.takeReads();
    }

    private static Instant at() {
        return NOW.plusSeconds(60);
    }
}
