package credits.function.usage;

import static credits.Given.booking;
import static credits.Given.credits;
import static credits.Given.idMadeAt;
import static credits.Given.limits;
import static credits.Given.line;
import static credits.Given.queries;
import static credits.Given.submission;
import static credits.function.usage.Owner.NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import credits.Invocation.Answer;
import credits.Request;
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
    private final Owner owner = new Owner();
    private static final String MONTH = "GET /v1/usage/months/{month}";
    private static final String DAY = "GET /v1/usage/days/{date}";
    private static final Instant OCTOBER = Instant.parse("2026-10-20T10:00:00Z");

    @Test
    void an_organisation_to_which_nothing_happened_has_a_month_of_zeros() {
        var overview = overview("current", NOVEMBER);

        assertThat(overview.of("used")).isEqualTo("0.00");
        assertThat(overview.of("balance")).isEqualTo("0.00");
        assertThat(overview.body().path("remaining").isNull()).isTrue();
        assertThat(overview.of("status")).isEqualTo("no_credits");
        assertThat(overview.of("resets_at")).isEqualTo("2026-11-30T23:00:00Z");
    }

    @Test
    void the_overview_adds_up_to_the_last_digit() {
        owner.given(credits("10", NOVEMBER), limits("0.10", "5", NOVEMBER));
        var odd = line("translate", "333.333", NOVEMBER);
        owner.given(booking(queries(3, NOVEMBER), submission(idMadeAt(NOVEMBER), NOVEMBER, odd)));

        var overview = overview("current", NOVEMBER.plusSeconds(9));

        assertThat(overview.of("used")).isEqualTo("0.360599999");
        assertThat(sum(overview.body().path("days"))).isEqualTo("0.360599999");
        assertThat(sum(overview.body().path("categories"))).isEqualTo("0.360599999");
        assertThat(overview.of("balance")).isEqualTo("9.639400001");
        assertThat(overview.of("remaining")).isEqualTo("4.639400001");
        assertThat(overview.of("status")).isEqualTo("alert");
    }

    @Test
    void a_past_month_shows_the_account_as_it_stood_at_its_end() {
        owner.given(credits("10", OCTOBER), limits("1", "2", OCTOBER), booking(queries(5, OCTOBER)));
        owner.given(limits("3", "4", NOVEMBER), booking(queries(1, NOVEMBER)));

        var october = overview("2026-10", NOVEMBER);
        var september = overview("2026-09", NOVEMBER);

        assertThat(october.of("used")).isEqualTo("0.60");
        assertThat(october.of("allowed_limit")).isEqualTo("2.00");
        assertThat(october.of("balance")).isEqualTo("9.40");
        assertThat(october.body().path("days")).hasSize(1);
        assertThat(september.of("used")).isEqualTo("0.00");
        assertThat(september.of("month")).isEqualTo("2026-09");
    }

    @Test
    void a_month_without_use_between_two_with_use_is_empty_and_not_the_one_before() {
        owner.given(credits("10", OCTOBER), booking(queries(5, OCTOBER)));
        owner.given(booking(queries(1, Instant.parse("2026-12-05T12:00:00Z"))));

        var november = overview("2026-11", Instant.parse("2026-12-06T12:00:00Z"));

        assertThat(november.of("month")).isEqualTo("2026-11");
        assertThat(november.of("used")).isEqualTo("0.00");
        assertThat(november.body().path("days")).isEmpty();
    }

    @Test
    void a_month_of_three_years_ago_is_still_there() {
        var longAgo = Instant.parse("2023-06-10T12:00:00Z");
        owner.given(credits("100", longAgo), booking(queries(7, longAgo)));
        for (int month = 1; month <= 40; month++) {
            owner.given(booking(queries(1, longAgo.plusSeconds(month * 30L * 86_400))));
        }

        var overview = overview("2023-06", longAgo.plusSeconds(41 * 30L * 86_400));

        assertThat(overview.of("used")).isEqualTo("0.84");
        assertThat(overview.body().path("days")).hasSize(1);
    }

    @Test
    void the_pages_of_a_day_show_every_entry_once_newest_first() {
        owner.given(credits("100", NOVEMBER));
        for (int i = 0; i < 7; i++)
            owner.given(booking(queries(3, NOVEMBER.plusSeconds(i)), queries(2, NOVEMBER.plusSeconds(i))));

        var ids = new ArrayList<String>();
        var request = day("2026-11-22").query("limit", "4");
        var page = owner.call(request);
        page.body().path("data").forEach(entry -> ids.add(entry.path("id").asText()));
        while (!page.body().path("next_cursor").isNull()) {
            page = owner.call(request.query("cursor", page.of("next_cursor")));
            page.body().path("data").forEach(entry -> ids.add(entry.path("id").asText()));
        }

        assertThat(ids).hasSize(35).doesNotHaveDuplicates().isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(page.of("operations")).isEqualTo("35");
        assertThat(page.of("total")).isEqualTo("4.20");
    }

    @Test
    void what_did_not_fit_is_shown_as_uncovered_and_not_counted() {
        owner.given(credits("0.30", NOVEMBER), booking(queries(3, NOVEMBER)));

        var page = owner.call(day("2026-11-22"));

        assertThat(page.of("total")).isEqualTo("0.24");
        assertThat(page.of("operations")).isEqualTo("2");
        assertThat(page.body().path("data").findValuesAsText("status"))
                .containsExactly("uncovered", "debited", "debited");
    }

    @Test
    void a_cursor_is_good_for_its_own_list_only() {
        owner.given(credits("100", OCTOBER), booking(queries(9, OCTOBER)), booking(queries(9, NOVEMBER)));
        var cursor = owner.call(day("2026-11-22").query("limit", "4")).of("next_cursor");
        var edited = (cursor.charAt(5) == 'A' ? "B" : "A") + cursor.substring(1);
        var other = cursor.substring(0, 20) + (cursor.charAt(20) == 'A' ? 'B' : 'A') + cursor.substring(21);

        for (var bad : List.of("x", edited, other, cursor + "A", cursor.substring(4))) {
            assertThat(owner.call(day("2026-11-22").query("cursor", bad)).status())
                    .isEqualTo(400);
        }
        assertThat(owner.call(day("2026-10-20").query("cursor", cursor)).status())
                .isEqualTo(400);
        assertThat(owner.call(day("2026-11-22").by("usage_other", "[owner]").query("cursor", cursor))
                        .status())
                .isEqualTo(400);
        assertThat(owner.call(day("2026-11-22").query("cursor", cursor)).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-13", "2026-00", "2026-1", "26-11", "1999-01", "now", "", "2026-11-01", "２026-11"})
    void a_month_of_another_form_is_refused(String month) {
        assertThat(owner.call(request(MONTH, month, NOVEMBER)).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30", "2026-11", "22.11.2026", "1999-12-31", "+12026-01-01", "today"})
    void a_date_of_another_form_is_refused(String date) {
        assertThat(owner.call(day(date)).status()).isEqualTo(400);
    }

    @Test
    void a_month_and_a_day_to_come_are_not_found() {
        assertThat(owner.call(request(MONTH, "2026-12", NOVEMBER)).status()).isEqualTo(404);
        assertThat(owner.call(day("2026-11-23")).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"limit, 0", "limit, 101", "limit, -1", "limit, x", "limit, 1e2", "offset, 1", "Limit, 5"})
    void a_query_that_is_not_understood_is_refused(String name, String value) {
        assertThat(owner.call(day("2026-11-22").query(name, value)).status()).isEqualTo(400);
    }

    @Test
    void who_may_not_read_usage_sees_none() {
        var answer = owner.call(owner.by("[cook]", request(MONTH, "current", NOVEMBER)));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.of("permission")).isEqualTo("usage:read");
    }

    private Answer overview(String month, Instant now) {
        var answer = owner.call(request(MONTH, month, now));
        assertThat(answer.status()).isEqualTo(200);
        return answer;
    }

    private Request day(String date) {
        return request(DAY, date, NOVEMBER.plusSeconds(60));
    }

    private Request request(String route, String path, Instant at) {
        return owner.request(route, path, at);
    }

    private static String sum(JsonNode parts) {
        var sum = BigDecimal.ZERO;
        for (var part : parts) sum = sum.add(new BigDecimal(part.path("cost").asText()));
        return sum.toPlainString();
    }
}
