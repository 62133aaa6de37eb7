package credits.function.usage;

import static credits.Given.booking;
import static credits.Given.credits;
import static credits.Given.idMadeAt;
import static credits.Given.line;
import static credits.Given.queries;
import static credits.Given.submission;
import static org.assertj.core.api.Assertions.assertThat;

import credits.Invocation;
import credits.Request;
import credits.account.Command;
import credits.identity.OrganisationId;
import credits.ledger.Ledger;
import credits.ledger.LocalTable;
import credits.ledger.PriceLists;
import credits.ledger.Prices;
import credits.wire.Claims;
import credits.wire.Permission;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterTest {
    private static final String DAY = "GET /v1/usage/days/{date}";
    private static final Instant NOVEMBER = Instant.parse("2026-11-22T12:00:00Z");
    private static final AtomicInteger ORGANISATIONS = new AtomicInteger();

    private final Ledger ledger = LocalTable.ledger();
    private final String organisation = "filter_" + ORGANISATIONS.incrementAndGet();
    private final Claims claims = new Claims(
            "organisation",
            "sub",
            Optional.empty(),
            Optional.of("roles"),
            Map.of("owner", Set.of(Permission.USAGE_READ)));
    private final Invocation usage = new Invocation(new UsageHandler(
            claims,
            new Wiring(
                    LocalTable.statements(),
                    new Prices(new PriceLists(LocalTable.DYNAMO, LocalTable.NAME), InstantSource.fixed(NOVEMBER)))));

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
        given(credits("10", NOVEMBER), booking(queries(3, NOVEMBER)));
        var translated = line("translate", "1000", NOVEMBER);
        given(booking(submission(idMadeAt(NOVEMBER), NOVEMBER, translated, translated)));

        var page = usage.call(day().query("category", category).query("search", search));

        assertThat(page.body().path("data")).hasSize(found);
        assertThat(page.of("operations")).isEqualTo("5");
        assertThat(page.of("total")).isEqualTo("0.3636");
    }

    @Test
    void a_cursor_goes_on_in_its_own_search_only() {
        given(credits("10", NOVEMBER), booking(queries(3, NOVEMBER)));
        var cursor =
                usage.call(day().query("search", "query").query("limit", "2")).of("next_cursor");

        assertThat(usage.call(day().query("cursor", cursor)).status()).isEqualTo(400);
        assertThat(usage.call(day().query("search", "query").query("cursor", cursor))
                        .body()
                        .path("data"))
                .hasSize(1);
    }

    @Test
    void a_search_over_a_long_day_goes_on_page_by_page_until_the_one_entry_is_found() {
        var translated = line("translate", "1000", NOVEMBER);
        given(credits("1000", NOVEMBER), booking(submission(idMadeAt(NOVEMBER), NOVEMBER, translated)));
        for (int i = 0; i < 600; i++) given(booking(queries(1, NOVEMBER)));

        var first = usage.call(day().query("search", "translate"));
        var second = usage.call(day().query("search", "translate").query("cursor", first.of("next_cursor")));

        assertThat(first.body().path("data")).isEmpty();
        assertThat(second.body().path("data")).hasSize(1);
        assertThat(second.body().path("next_cursor").isNull()).isTrue();
    }

    @Test
    void a_text_that_is_too_long_is_refused() {
        assertThat(usage.call(day().query("search", "x".repeat(101))).status()).isEqualTo(400);
    }

    private Request day() {
        return Request.of(DAY, "2026-11-22", NOVEMBER.plusSeconds(60)).by(organisation, "[owner]");
    }

    private void given(Command<?>... commands) {
        for (var command : commands) {
            var _ = ledger.commit(new OrganisationId(organisation), command);
        }
    }
}
