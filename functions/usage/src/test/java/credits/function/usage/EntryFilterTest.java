package credits.function.usage;

import static credits.Given.booking;
import static credits.Given.credits;
import static credits.Given.idMadeAt;
import static credits.Given.line;
import static credits.Given.queries;
import static credits.Given.submission;
import static credits.function.usage.Owner.NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {
    private final Owner owner = new Owner();
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
    void entries_are_found_by_category_and_by_a_part_of_their_texts(String category, String search, int found) {
        owner.given(credits("10", NOVEMBER), booking(queries(3, NOVEMBER)));
        var translated = line("translate", "1000", NOVEMBER);
        owner.given(booking(submission(idMadeAt(NOVEMBER), NOVEMBER, translated, translated)));

        var page = owner.call(day().query("category", category).query("search", search));

        assertThat(page.body().path("data")).hasSize(found);
        assertThat(page.of("operations")).isEqualTo("5");
        assertThat(page.of("total")).isEqualTo("0.3636");
    }

    @Test
    void a_cursor_goes_on_in_its_own_search_only() {
        owner.given(credits("10", NOVEMBER), booking(queries(3, NOVEMBER)));
        var cursor =
                owner.call(day().query("search", "query").query("limit", "2")).of("next_cursor");

        assertThat(owner.call(day().query("cursor", cursor)).status()).isEqualTo(400);
        assertThat(owner.call(day().query("search", "query").query("cursor", cursor))
                        .body()
                        .path("data"))
                .hasSize(1);
    }

    @Test
    void a_search_over_a_long_day_goes_on_page_by_page_until_the_one_entry_is_found() {
        var translated = line("translate", "1000", NOVEMBER);
        owner.given(credits("1000", NOVEMBER), booking(submission(idMadeAt(NOVEMBER), NOVEMBER, translated)));
        for (int i = 0; i < 600; i++) owner.given(booking(queries(1, NOVEMBER)));

        var first = owner.call(day().query("search", "translate"));
        var second = owner.call(day().query("search", "translate").query("cursor", first.of("next_cursor")));

        assertThat(first.body().path("data")).isEmpty();
        assertThat(second.body().path("data")).hasSize(1);
        assertThat(second.body().path("next_cursor").isNull()).isTrue();
    }

    @Test
    void a_text_that_is_too_long_is_refused() {
        assertThat(owner.call(day().query("search", "x".repeat(101))).status()).isEqualTo(400);
    }

    private Request day() {
        return owner.request(DAY, "2026-11-22", NOVEMBER.plusSeconds(60));
    }
}
