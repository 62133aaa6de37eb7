package credits.function.usage;

import static credits.TestData.adjustment;
import static credits.TestData.bookReports;
import static credits.TestData.limitsChange;
import static credits.TestData.queryReport;
import static credits.function.usage.OwnerFixture.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import credits.HandlerInvoker.HandlerResponse;
import credits.TestRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonthlyUsageTest {
    private final OwnerFixture owner = new OwnerFixture();
    private static final String HISTORY = "GET /v1/usage/months";
    private static final String MONTH = "GET /v1/usage/months/{month}";
    private static final Instant OCTOBER = Instant.parse("2026-10-20T10:00:00Z");

    @Test
    void the_history_of_a_year_is_the_sum_of_its_months_including_empty_ones() {
        var august = Instant.parse("2026-08-20T10:00:00Z");
        owner.givenCommands(
                adjustment("10", august), bookReports(queryReport(5, august)), limitsChange("1", "2", august));
        owner.givenCommands(bookReports(queryReport(3, OCTOBER)), bookReports(queryReport(1, NOW)));

        var history = history("2026", NOW.plus(Duration.ofDays(20)));

        assertThat(history.body().path("months").findValuesAsText("month"))
                .containsExactly("2026-08", "2026-09", "2026-10", "2026-11", "2026-12");
        assertThat(history.body().path("months").findValuesAsText("cost"))
                .containsExactly("0.60", "0.00", "0.36", "0.12", "0.00");
        assertThat(history.body().path("months").findValuesAsText("days_with_use"))
                .containsExactly("1", "0", "1", "1", "0");
        assertThat(history.body().path("months").get(1).path("allowed_limit").asText())
                .isEqualTo("2.00");
        assertThat(history.text("total")).isEqualTo("1.08");
        assertThat(history("2025", NOW).body().path("months")).isEmpty();
    }

    @Test
    void usage_that_waited_in_the_queue_over_the_end_of_a_month_counts_in_the_next_with_its_own_time() {
        var halloween = Instant.parse("2026-10-31T22:30:00Z");
        var november = Instant.parse("2026-10-31T23:30:00Z");
        owner.givenCommands(adjustment("10", OCTOBER), bookReports(queryReport(3, OCTOBER)));
        var seen = overview("2026-10", november).text("used");

        owner.givenCommands(bookReports(november, queryReport(1, halloween)));

        var day = owner.call(request("GET /v1/usage/days/{date}", "2026-11-01", november));
        assertThat(seen).isEqualTo("0.36");
        assertThat(overview("2026-10", november).text("used")).isEqualTo(seen);
        assertThat(day.text("total")).isEqualTo("0.12");
        assertThat(day.body().path("data").findValuesAsText("time")).containsExactly("2026-10-31T22:30:00Z");
    }

    @Test
    void the_history_of_five_years_ago_is_complete() {
        var first = Instant.parse("2021-01-15T12:00:00Z");
        owner.givenCommands(adjustment("100", first));
        for (int month = 0; month < 66; month++) {
            owner.givenCommands(
                    bookReports(queryReport(1 + month % 3, first.plus(Duration.ofDays(30L * month + month / 2)))));
        }
        var now = first.plus(Duration.ofDays(30L * 66 + 33));

        for (int year = 2021; year <= 2026; year++) {
            var sum = BigDecimal.ZERO;
            var history = history(Integer.toString(year), now);
            for (var month : history.body().path("months")) {
                var overview = overview(month.path("month").asText(), now);
                assertThat(overview.text("used")).isEqualTo(month.path("cost").asText());
                sum = sum.add(new BigDecimal(month.path("cost").asText()));
            }
            assertThat(new BigDecimal(history.text("total"))).isEqualByComparingTo(sum);
            assertThat(history.body().path("months")).hasSize(year == 2026 ? 7 : 12);
        }
    }

    @Test
    void a_forecast_needs_seven_days_of_use_and_is_never_made_for_the_past() {
        owner.givenCommands(adjustment("1000", OCTOBER), limitsChange("none", "20", OCTOBER));
        for (int day = 1; day <= 22; day += 3) {
            owner.givenCommands(bookReports(queryReport(10, Instant.parse("2026-11-%02dT12:00:00Z".formatted(day)))));
        }

        var forecast = overview("current", NOW).body().path("forecast");

        assertThat(forecast.path("month_end").asText()).isEqualTo("13.09");
        assertThat(forecast.path("limit_reached_on").isNull()).isTrue();
        assertThat(overview("2026-11", NOW.plus(Duration.ofDays(30)))
                        .body()
                        .path("forecast")
                        .isNull())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"26", "1999", "3000", "20260", "now", ""})
    void a_malformed_year_is_refused(String year) {
        assertThat(owner.call(request(HISTORY, "", NOW).withQuery("year", year)).status())
                .isEqualTo(400);
        assertThat(owner.call(request(HISTORY, "", NOW)).status()).isEqualTo(400);
    }

    private HandlerResponse history(String year, Instant now) {
        var response = owner.call(request(HISTORY, "", now).withQuery("year", year));
        assertThat(response.status()).isEqualTo(200);
        return response;
    }

    private HandlerResponse overview(String month, Instant now) {
        return owner.call(request(MONTH, month, now));
    }

    private TestRequest request(String route, String path, Instant at) {
        return owner.request(route, path, at);
    }
}
