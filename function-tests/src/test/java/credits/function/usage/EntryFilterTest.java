package credits.function.usage;

import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.line;
import static credits.TestData.newIdAt;
import static credits.TestData.queryReport;
import static credits.TestData.report;
import static credits.function.usage.OwnerFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import credits.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryFilterTest {
    private final OwnerFixture owner = new OwnerFixture();
    private static final String DAY = "GET /v1/usage/days/{date}";

    @ParameterizedTest(name = "category {0}, search {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            ''          | ''        | 5
            Deep search | ''        | 3
            Deep        | ''        | 0
            Translation | ''        | 2
            ''          | TRANS     | 2
            ''          | query.run | 3
            ''          | /features | 5
            Deep search | translate | 0
            ''          | nobody    | 0
            """)
    void entries_are_filtered_by_category_and_by_substring(String category, String search, int found) {
        owner.givenCommands(adjustment("10", NOW), bookReports(queryReport(3, NOW)));
        var translated = line("translate", "1000", NOW);
        owner.givenCommands(bookReports(report(newIdAt(NOW), NOW, translated, translated)));

        var page = owner.call(day().withQuery("category", category).withQuery("search", search));

        assertThat(page.body().path("data")).hasSize(found);
        assertThat(page.text("operations")).isEqualTo("5");
        assertThat(page.text("total")).isEqualTo("0.3636");
    }

    @Test
    void a_cursor_is_bound_to_its_search() {
        owner.givenCommands(adjustment("10", NOW), bookReports(queryReport(3, NOW)));
        var cursor = owner.call(day().withQuery("search", "query").withQuery("limit", "2"))
                .text("next_cursor");

        assertThat(owner.call(day().withQuery("cursor", cursor)).status()).isEqualTo(400);
        assertThat(owner.call(day().withQuery("search", "query").withQuery("cursor", cursor))
                        .body()
                        .path("data"))
                .hasSize(1);
    }

    @Test
    void a_search_over_a_long_day_continues_page_by_page_until_it_finds_the_entry() {
        var translated = line("translate", "1000", NOW);
        owner.givenCommands(adjustment("1000", NOW), bookReports(report(newIdAt(NOW), NOW, translated)));
        for (int i = 0; i < 600; i++) owner.givenCommands(bookReports(queryReport(1, NOW)));

        var first = owner.call(day().withQuery("search", "translate"));
        var second = owner.call(day().withQuery("search", "translate").withQuery("cursor", first.text("next_cursor")));

        assertThat(first.body().path("data")).isEmpty();
        assertThat(second.body().path("data")).hasSize(1);
        assertThat(second.body().path("next_cursor").isNull()).isTrue();
    }

    @Test
    void a_search_text_that_is_too_long_is_refused() {
        assertThat(owner.call(day().withQuery("search", "x".repeat(101))).status())
                .isEqualTo(400);
    }

    private TestRequest day() {
        return owner.request(DAY, "2026-11-22", NOW.plusSeconds(60));
    }
}
