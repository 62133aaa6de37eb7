package credits.function.usage;

import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.limitsChange;
import static credits.TestData.line;
import static credits.TestData.newIdAt;
import static credits.TestData.queryReport;
import static credits.TestData.report;
import static credits.function.usage.OwnerFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageHandlerTest {
    private final OwnerFixture owner = new OwnerFixture();
    private static final String MONTH = "GET /v1/usage/months/{month}";
    private static final String DAY = "GET /v1/usage/days/{date}";
    private static final Instant OCTOBER = Instant.parse("2026-10-20T10:00:00Z");

    @Test
    void a_new_organisation_has_a_month_of_zeros() {
        var overview = overview("current", NOW);

        assertThat(overview.text("used")).isEqualTo("0.00");
        assertThat(overview.text("balance")).isEqualTo("0.00");
        assertThat(overview.body().path("remaining").isNull()).isTrue();
        assertThat(overview.text("status")).isEqualTo("no_credits");
        assertThat(overview.text("resets_at")).isEqualTo("2026-11-30T23:00:00Z");
    }

    @Test
    void the_overview_adds_up_to_the_nano_euro() {
        owner.givenCommands(adjustment("10", NOW), limitsChange("0.10", "5", NOW));
        var odd = line("translate", "333.333", NOW);
        owner.givenCommands(bookReports(queryReport(3, NOW), report(newIdAt(NOW), NOW, odd)));

        var overview = overview("current", NOW.plusSeconds(9));

        assertThat(overview.text("used")).isEqualTo("0.360599999");
        assertThat(sum(overview.body().path("days"))).isEqualTo("0.360599999");
        assertThat(sum(overview.body().path("categories"))).isEqualTo("0.360599999");
        assertThat(overview.text("balance")).isEqualTo("9.639400001");
        assertThat(overview.text("remaining")).isEqualTo("4.639400001");
        assertThat(overview.text("status")).isEqualTo("alert");
    }

    @Test
    void a_past_month_shows_the_account_as_of_its_end() {
        owner.givenCommands(
                adjustment("10", OCTOBER), limitsChange("1", "2", OCTOBER), bookReports(queryReport(5, OCTOBER)));
        owner.givenCommands(limitsChange("3", "4", NOW), bookReports(queryReport(1, NOW)));

        var october = overview("2026-10", NOW);
        var september = overview("2026-09", NOW);

        assertThat(october.text("used")).isEqualTo("0.60");
        assertThat(october.text("allowed_limit")).isEqualTo("2.00");
        assertThat(october.text("balance")).isEqualTo("9.40");
        assertThat(october.body().path("days")).hasSize(1);
        assertThat(september.text("used")).isEqualTo("0.00");
        assertThat(september.text("month")).isEqualTo("2026-09");
    }

    @Test
    void an_unused_month_between_two_used_ones_is_empty() {
        owner.givenCommands(adjustment("10", OCTOBER), bookReports(queryReport(5, OCTOBER)));
        owner.givenCommands(bookReports(queryReport(1, Instant.parse("2026-12-05T12:00:00Z"))));

        var november = overview("2026-11", Instant.parse("2026-12-06T12:00:00Z"));

        assertThat(november.text("month")).isEqualTo("2026-11");
        assertThat(november.text("used")).isEqualTo("0.00");
        assertThat(november.body().path("days")).isEmpty();
    }

    @Test
    void a_month_of_three_years_ago_is_still_there() {
        var longAgo = Instant.parse("2023-06-10T12:00:00Z");
        owner.givenCommands(adjustment("100", longAgo), bookReports(queryReport(7, longAgo)));
        for (int month = 1; month <= 40; month++) {
            owner.givenCommands(bookReports(queryReport(1, longAgo.plusSeconds(month * 30L * 86_400))));
        }

        var overview = overview("2023-06", longAgo.plusSeconds(41 * 30L * 86_400));

        assertThat(overview.text("used")).isEqualTo("0.84");
        assertThat(overview.body().path("days")).hasSize(1);
    }

    @Test
    void the_pages_of_a_day_show_every_entry_once_newest_first() {
        owner.givenCommands(adjustment("100", NOW));
        for (int i = 0; i < 7; i++)
            owner.givenCommands(bookReports(queryReport(3, NOW.plusSeconds(i)), queryReport(2, NOW.plusSeconds(i))));

        var ids = new ArrayList<String>();
        var request = day("2026-11-22").withQuery("limit", "4");
        var page = owner.call(request);
        page.body().path("data").forEach(entry -> ids.add(entry.path("id").asText()));
        while (!page.body().path("next_cursor").isNull()) {
            page = owner.call(request.withQuery("cursor", page.text("next_cursor")));
            page.body().path("data").forEach(entry -> ids.add(entry.path("id").asText()));
        }

        assertThat(ids).hasSize(35).doesNotHaveDuplicates().isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(page.text("operations")).isEqualTo("35");
        assertThat(page.text("total")).isEqualTo("4.20");
    }

    @Test
    void uncovered_lines_are_shown_and_not_counted() {
        owner.givenCommands(adjustment("0.30", NOW), bookReports(queryReport(3, NOW)));

        var page = owner.call(day("2026-11-22"));

        assertThat(page.text("total")).isEqualTo("0.24");
        assertThat(page.text("operations")).isEqualTo("2");
        assertThat(page.body().path("data").findValuesAsText("status"))
                .containsExactly("uncovered", "debited", "debited");
    }

    @Test
    void a_cursor_is_bound_to_its_list() {
        owner.givenCommands(
                adjustment("100", OCTOBER), bookReports(queryReport(9, OCTOBER)), bookReports(queryReport(9, NOW)));
        var cursor = owner.call(day("2026-11-22").withQuery("limit", "4")).text("next_cursor");
        var edited = (cursor.charAt(5) == 'A' ? "B" : "A") + cursor.substring(1);
        var other = cursor.substring(0, 20) + (cursor.charAt(20) == 'A' ? 'B' : 'A') + cursor.substring(21);

        for (var bad : List.of("x", edited, other, cursor + "A", cursor.substring(4))) {
            assertThat(owner.call(day("2026-11-22").withQuery("cursor", bad)).status())
                    .isEqualTo(400);
        }
        assertThat(owner.call(day("2026-10-20").withQuery("cursor", cursor)).status())
                .isEqualTo(400);
        assertThat(owner.call(day("2026-11-22")
                                .signedInAs("usage_other", "[owner]")
                                .withQuery("cursor", cursor))
                        .status())
                .isEqualTo(400);
        assertThat(owner.call(day("2026-11-22").withQuery("cursor", cursor)).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-13", "2026-00", "2026-1", "26-11", "1999-01", "now", "", "2026-11-01", "２026-11"})
    void a_malformed_month_is_refused(String month) {
        assertThat(owner.call(request(MONTH, month, NOW)).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30", "2026-11", "22.11.2026", "1999-12-31", "+12026-01-01", "today"})
    void a_malformed_date_is_refused(String date) {
        assertThat(owner.call(day(date)).status()).isEqualTo(400);
    }

    @Test
    void a_future_month_or_day_is_not_found() {
        assertThat(owner.call(request(MONTH, "2026-12", NOW)).status()).isEqualTo(404);
        assertThat(owner.call(day("2026-11-23")).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"limit, 0", "limit, 101", "limit, -1", "limit, x", "limit, 1e2", "offset, 1", "Limit, 5"})
    void an_unknown_or_invalid_query_parameter_is_refused(String name, String value) {
        assertThat(owner.call(day("2026-11-22").withQuery(name, value)).status())
                .isEqualTo(400);
    }

    @Test
    void a_caller_without_usage_read_is_refused() {
        var response = owner.call(owner.by("[cook]", request(MONTH, "current", NOW)));

        assertThat(response.status()).isEqualTo(403);
        assertThat(response.text("permission")).isEqualTo("usage:read");
    }

    private HandlerResponse overview(String month, Instant now) {
        var response = owner.call(request(MONTH, month, now));
        assertThat(response.status()).isEqualTo(200);
        return response;
    }

    private TestRequest day(String date) {
        return request(DAY, date, NOW.plusSeconds(60));
    }

    private TestRequest request(String route, String path, Instant at) {
        return owner.request(route, path, at);
    }

    private static String sum(JsonNode parts) {
        var sum = BigDecimal.ZERO;
        for (var part : parts) sum = sum.add(new BigDecimal(part.path("cost").asText()));
        return sum.toPlainString();
    }
}
