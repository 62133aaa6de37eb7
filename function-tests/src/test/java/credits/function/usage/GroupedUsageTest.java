package credits.function.usage;

import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.line;
import static credits.TestData.newIdAt;
import static credits.TestData.report;
import static credits.function.usage.OwnerFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker.HandlerResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `GET /v1/usage`, at noon of 22 November. The sums themselves are tested with their reader.
class GroupedUsageTest {
    private final OwnerFixture owner = new OwnerFixture();

    @Test
    void the_usage_of_a_range_is_summed_by_group() {
        given();

        assertThat(usage("2026-10-01", "2026-11-22", "day").body()).hasToString("""
                {"from":"2026-10-01","to":"2026-11-22","group_by":"day","time_zone":"Europe/Rome","data":[\
                {"group":"2026-10-23","cost":"0.36","operations":1},\
                {"group":"2026-11-22","cost":"0.1218","operations":2}],"next_cursor":null}""");
        assertThat(usage("2026-10-01", "2026-11-22", "operation").body().path("data"))
                .hasToString("""
                [{"group":"query.run","cost":"0.48","operations":2},{"group":"translate","cost":"0.0018","operations":1}]""");
        assertThat(usage("2026-11-01", "2026-11-30", "category").body().path("data"))
                .hasToString("""
                [{"group":"Deep search","cost":"0.12","operations":1},{"group":"Translation","cost":"0.0018","operations":1}]""");
        assertThat(usage("2026-10-23", "2026-10-23", "member").body().path("data"))
                .hasToString("""
                [{"group":null,"cost":"0.36","operations":1}]""");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            2026-11-23, 2026-11-22, day,   /query/from
            2024-11-21, 2026-11-22, day,   /query/from
            2026-11-31, 2026-11-22, day,   /query/from
            1999-12-31, 2000-01-01, day,   /query/from
            2026-11-01, tomorrow,   day,   /query/to
            2026-11-01, 2026-11-22, week,  /query/group_by
            2026-11-01, 2026-11-22, '',    /query/group_by
            """)
    void another_range_or_grouping_is_refused(String from, String to, String grouping, String pointer) {
        var refused = usage(from, to, grouping);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("errors").findValuesAsText("pointer")).containsExactly(pointer);
    }

    @Test
    void two_whole_years_are_a_range() {
        assertThat(usage("2024-11-22", "2026-11-22", "day").status()).isEqualTo(200);
    }

    @Test
    void a_cursor_that_no_part_returned_is_refused() {
        given();

        var refused = owner.call(owner.request("GET /v1/usage", "", NOW)
                .withQuery("from", "2026-11-01")
                .withQuery("to", "2026-11-22")
                .withQuery("group_by", "member")
                .withQuery("cursor", "AQAAAAAAAAAAKgAAAADZp3bVfWmD0QhSg7nTg1kX"));

        assertThat(refused.status()).isEqualTo(400);
    }

    private void given() {
        var october = NOW.minus(Duration.ofDays(30));
        owner.givenCommands(
                adjustment("10.00", october),
                bookReports(report(newIdAt(october), october, line("query.run", "3", october))),
                bookReports(report(newIdAt(NOW), NOW, line("query.run", "1", NOW), line("translate", "1000", NOW))));
    }

    private HandlerResponse usage(String from, String to, String grouping) {
        return owner.call(owner.request("GET /v1/usage", "", NOW)
                .withQuery("from", from)
                .withQuery("to", to)
                .withQuery("group_by", grouping));
    }
}
